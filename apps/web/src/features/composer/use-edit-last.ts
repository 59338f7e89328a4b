'use client'

import { useChatClient } from '@chatsphere/client/react'
import { useCallback } from 'react'
import { startEdit } from './composing.ts'

/** Puts one's own last message into the composer; false if there is none among what is shown. */
export function useEditLast(conversationId: string): () => boolean {
  const client = useChatClient()
  return useCallback(() => {
    const last = client
      .timeline(conversationId)
      .messages.findLast((message) => message.authorId === client.me.id && message.deletedAt === null && message.kind === 'user')
    if (last === undefined) return false
    startEdit(last)
    return true
  }, [client, conversationId])
}
