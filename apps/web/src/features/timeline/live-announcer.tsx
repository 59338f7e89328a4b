'use client'

import type { OutgoingMessage } from '@chatsphere/client'
import { useChatClient } from '@chatsphere/client/react'
import type { Conversation, Me, Message } from '@chatsphere/contracts'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { nameNow } from '@/features/message/people-names.ts'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { announcement, arrivalsAfter } from './new-arrivals.ts'

/** What comes within so long is told together. */
const gatherMs = 1_000

interface LiveAnnouncerProps {
  conversation: Conversation
  /** Those up to the newest; empty where others are shown. */
  messages: readonly Message[]
  outgoing: readonly OutgoingMessage[]
  me: Me
}

/**
 * Tells a screen reader what has come, politely and together, and what could not be sent. The log itself is silent: rows come into it and
 * go out of it while one scrolls, and none of that is news.
 */
export function LiveAnnouncer({ conversation, messages, outgoing, me }: LiveAnnouncerProps) {
  const text = useText()
  const words = usePartText().failed
  const client = useChatClient()
  const [said, setSaid] = useState('')
  const told = useRef(conversation.lastPosition)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = messages.at(-1)?.position ?? 0

  const tell = useEffectEvent(() => {
    timer.current = undefined
    const arrivals = arrivalsAfter(messages, told.current, me.id)
    told.current = Math.max(told.current, last)
    const one = (message: Message) => `${nameNow(client, message.authorId, conversation, text)}: ${message.body.slice(0, 300)}`
    if (arrivals.length > 0) setSaid(announcement(arrivals, { one, many: text.timeline.arrived }))
  })
  useEffect(() => {
    if (last > told.current) timer.current ??= setTimeout(tell, gatherMs)
  }, [last])
  useEffect(() => () => clearTimeout(timer.current), [])

  const failed = outgoing.findLast((message) => message.state === 'failed')
  const reason = failed && (words.reasons[failed.error?.code ?? ''] ?? words.unknownReason)
  const notSent = reason && words.notSent(reason)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each one that fails is told, also for the same reason
  useEffect(() => {
    if (notSent !== undefined) setSaid(notSent)
  }, [failed?.id, notSent])

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
