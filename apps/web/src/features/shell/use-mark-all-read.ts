'use client'

import { useChatClient } from '@chatsphere/client/react'
import { useCallback } from 'react'

/** Reads every conversation up to its end. */
export function useMarkAllRead(): () => void {
  const client = useChatClient()
  return useCallback(() => {
    for (const { id, unread, lastPosition } of client.state().conversations) if (unread > 0) client.markRead(id, lastPosition)
  }, [client])
}
