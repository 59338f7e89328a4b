'use client'

import type { Conversation, Me, Message } from '@chatsphere/contracts'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { nameOf } from '@/features/message/people-names.ts'
import { useText } from '@/features/messages/use-text.ts'
import { announcement, arrivalsAfter } from './new-arrivals.ts'

/** What comes within so long is told together. */
const gatherMs = 1_000

interface LiveAnnouncerProps {
  conversation: Conversation
  /** Those up to the newest; empty where others are shown. */
  messages: readonly Message[]
  me: Me
}

/**
 * Tells a screen reader what has come, politely and together. The log itself is silent: rows come into it and go out of it while one
 * scrolls, and none of that is news.
 */
export function LiveAnnouncer({ conversation, messages, me }: LiveAnnouncerProps) {
  const text = useText()
  const [said, setSaid] = useState('')
  const told = useRef(conversation.lastPosition)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const last = messages.at(-1)?.position ?? 0

  const tell = useEffectEvent(() => {
    timer.current = undefined
    const arrivals = arrivalsAfter(messages, told.current, me.id)
    told.current = Math.max(told.current, last)
    const one = (message: Message) => `${nameOf(message.authorId, conversation, me, text)}: ${message.body.slice(0, 300)}`
    if (arrivals.length > 0) setSaid(announcement(arrivals, { one, many: text.timeline.arrived }))
  })
  useEffect(() => {
    if (last > told.current) timer.current ??= setTimeout(tell, gatherMs)
  }, [last])
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
