'use client'

import { useChatState } from '@chatsphere/client/react'
import { useEffect, useState } from 'react'

/** A row that has just been read stays where it was pressed for so long. */
const heldMs = 3_000

/** The id of the open conversation if it was unread when it was opened, until a moment after it is read: see `railSections`. */
export function useHeldUnread(activeId: string | undefined): string | undefined {
  const { conversations, ready } = useChatState()
  const [opened, setOpened] = useState<{ id: string | undefined; ready: boolean; held: boolean }>()
  const unread = conversations.some((conversation) => conversation.id === activeId && conversation.unread > 0)
  const isNew = opened === undefined || opened.id !== activeId || opened.ready !== ready
  if (isNew) setOpened({ id: activeId, ready, held: unread })
  const held = isNew ? unread : opened.held
  useEffect(() => {
    if (!held || unread) return
    const timer = setTimeout(() => setOpened((before) => before && { ...before, held: false }), heldMs)
    return () => clearTimeout(timer)
  }, [held, unread])
  return held ? activeId : undefined
}
