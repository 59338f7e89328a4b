'use client'

import { useChatClient } from '@chatsphere/client/react'
import { useEffect } from 'react'
import { draftsOf } from './draft-store.ts'

/** Keeps the drafts of all conversations the same on all devices. */
export function useDraftSync(): void {
  const client = useChatClient()
  useEffect(() => draftsOf(client.me.id).follow(client), [client])
}
