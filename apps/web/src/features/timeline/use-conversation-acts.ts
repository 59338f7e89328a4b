'use client'

import { useChatClient } from '@chatsphere/client/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { loadMessageOverlays, loadMessageToolbar } from '@/features/message/load-message-parts.ts'
import { makeMessageActs } from '@/features/message/make-message-acts.ts'
import type { MessageOverlay } from '@/features/message/message-acts.ts'
import { useText } from '@/features/messages/use-text.ts'

const idleMs = 1_500

/** What can be done with the messages of a conversation, and what lies over the timeline because of it. */
export function useConversationActs(conversationId: string, onMarkedUnread: () => void, goTo: (position: number) => void) {
  const client = useChatClient()
  const words = useText().message
  const [overlay, setOverlay] = useState<MessageOverlay>()
  const latest = useRef({ words, onMarkedUnread, goTo })
  useEffect(() => {
    latest.current = { words, onMarkedUnread, goTo }
  })

  const acts = useMemo(
    () =>
      makeMessageActs({
        client,
        conversationId,
        words: () => latest.current.words,
        onOverlay: setOverlay,
        onMarkedUnread: () => latest.current.onMarkedUnread(),
        goTo: (position) => latest.current.goTo(position),
      }),
    [client, conversationId],
  )

  // Not part of the first load, but there before it is asked for, and before a connection is lost.
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all([loadMessageToolbar(), loadMessageOverlays()]).catch(() => undefined), idleMs)
    return () => clearTimeout(timer)
  }, [])

  return { acts, overlay }
}
