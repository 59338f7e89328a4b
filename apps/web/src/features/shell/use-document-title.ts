'use client'

import { useChatState } from '@chatsphere/client/react'
import { useEffect } from 'react'
import { useText } from '@/features/messages/use-text.ts'
import { documentTitle } from './document-title.ts'

export function useDocumentTitle(activeId: string | undefined): void {
  const text = useText()
  const { conversations } = useChatState()
  const unread = conversations.reduce((sum, conversation) => sum + conversation.unread, 0)
  const open = conversations.find((conversation) => conversation.id === activeId)?.name
  useEffect(() => {
    document.title = documentTitle(text, unread, open)
  }, [text, unread, open])
}
