'use client'

import { useChatState } from '@chatsphere/client/react'
import { useEffect } from 'react'
import { text } from '@/features/messages/text.ts'

/** The tab says how many messages are unread, over all conversations: "(3) ChatSphere". */
export function useDocumentTitle(): void {
  const { conversations } = useChatState()
  const unread = conversations.reduce((sum, conversation) => sum + conversation.unread, 0)
  useEffect(() => {
    document.title = unread === 0 ? text.product : `(${unread > 99 ? '99+' : unread}) ${text.product}`
  }, [unread])
}
