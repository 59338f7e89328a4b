'use client'

import { useChatState } from '@chatsphere/client/react'
import { useState } from 'react'

/** The id of the open conversation if it was unread when it was opened: see `railSections`. */
export function useHeldUnread(activeId: string | undefined): string | undefined {
  const { conversations, ready } = useChatState()
  const [opened, setOpened] = useState<{ id: string | undefined; ready: boolean; unread: boolean }>()
  if (opened === undefined || opened.id !== activeId || opened.ready !== ready) {
    const unread = conversations.some((conversation) => conversation.id === activeId && conversation.unread > 0)
    setOpened({ id: activeId, ready, unread })
    return unread ? activeId : undefined
  }
  return opened.unread ? activeId : undefined
}
