'use client'

import { useChatClient } from '@chatsphere/client/react'
import type { Message } from '@chatsphere/contracts'
import { useMemo, useSyncExternalStore } from 'react'
import { pendingMessagesOf } from './pending-messages.ts'

/** The message with what has been asked of it, and whether its text waits for an answer. */
export function useWithPending(message: Message): { message: Message; waits: boolean } {
  const messages = pendingMessagesOf(useChatClient())
  const pending = useSyncExternalStore(
    messages.subscribe,
    () => messages.of(message.id),
    () => undefined,
  )
  return useMemo(
    () => (pending === undefined ? { message, waits: false } : { message: pending.view(message), waits: pending.waits }),
    [message, pending],
  )
}
