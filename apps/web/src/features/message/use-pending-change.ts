'use client'

import type { ChatClient } from '@chatsphere/client'
import { useChatClient } from '@chatsphere/client/react'
import type { Message } from '@chatsphere/contracts'
import { useMemo, useSyncExternalStore } from 'react'
import { PendingChanges, withPending } from './pending-changes.ts'

const known = new WeakMap<ChatClient, PendingChanges>()

/** One for each client, so that what is pending outlives a change of the conversation. */
export function pendingChangesOf(client: ChatClient): PendingChanges {
  let changes = known.get(client)
  if (changes === undefined) {
    changes = new PendingChanges(client)
    known.set(client, changes)
  }
  return changes
}

/** The message with what has been asked of it, and whether its text waits for an answer. */
export function useWithPending(message: Message): { message: Message; waits: boolean } {
  const client = useChatClient()
  const changes = pendingChangesOf(client)
  const change = useSyncExternalStore(
    changes.subscribe,
    () => changes.of(message.id),
    () => undefined,
  )
  return useMemo(
    () =>
      change === undefined
        ? { message, waits: false }
        : { message: withPending(message, change, client.me.id), waits: change.body !== undefined },
    [message, change, client],
  )
}
