'use client'

import { useChatClient, useChatState, useMessage } from '@chatsphere/client/react'
import type { Message } from '@chatsphere/contracts'
import { useEffect, useState } from 'react'

/** A message that another one answers: from what is here, else from the server. `missing`: it cannot be seen, or not now. */
export function useQuoted(conversationId: string, messageId: string): Message | 'loading' | 'missing' {
  const client = useChatClient()
  const { status } = useChatState().connection
  const known = useMessage(conversationId, messageId)
  const [missing, setMissing] = useState(false)
  const wanted = known === undefined

  // Once more with each connection.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what failed without a connection may be had with one
  useEffect(() => {
    if (!wanted) return
    let mounted = true
    setMissing(false)
    client.fetchMessage({ conversationId, id: messageId }).catch(() => mounted && setMissing(true))
    return () => {
      mounted = false
    }
  }, [client, conversationId, messageId, status, wanted])

  return known ?? (missing ? 'missing' : 'loading')
}
