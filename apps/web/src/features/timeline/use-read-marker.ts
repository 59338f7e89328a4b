'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Conversation, Message } from '@chatsphere/contracts'
import { useEffect } from 'react'
import { isUnreadKind } from './unread-line.ts'

/** Tells the server what has been read, while somebody watches the end of the conversation. */
export function useReadMarker(conversation: Conversation, messages: readonly Message[], watching: boolean): void {
  const client = useChatClient()
  const last = messages.at(-1)?.position ?? 0
  const unseen = messages.findLast((message) => isUnreadKind(message, client.me.id))?.position ?? 0
  const { id, readPosition } = conversation

  useEffect(() => {
    if (watching && unseen > readPosition) client.markRead(id, last)
  }, [client, id, last, readPosition, unseen, watching])
}
