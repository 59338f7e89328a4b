'use client'

import { useChatState } from '@chatsphere/client/react'
import { useEffect } from 'react'
import { useText } from '@/features/messages/use-text.ts'
import { documentTitle } from './document-title.ts'

export function useDocumentTitle(activeId: string | undefined): void {
  const text = useText()
  const { conversations } = useChatState()
  const open = conversations.find((conversation) => conversation.id === activeId)?.name
  const unread = conversations.map((conversation) => conversation.unread)
  const title = documentTitle(text, unread, open)
  useEffect(() => {
    document.title = title
  }, [title])
}
