'use client'

import type { Timeline } from '@chatsphere/client'
import { useChatClient } from '@chatsphere/client/react'
import { useCallback, useEffect, useState } from 'react'
import type { UnreadLine } from './unread-line.ts'

/** Pages that opening a conversation waits for; more are loaded if one jumps there. */
const openingPages = 3
const jumpPages = 200

/**
 * Loads older pages until the "New" line's place is among the loaded ones. `sought` is false while it does; `seek` goes
 * on from where opening gave up. What was written here is shown although nothing else can be loaded.
 */
export function useSeek(conversationId: string, timeline: Timeline, line: UnreadLine) {
  const client = useChatClient()
  const [pagesLeft, setPagesLeft] = useState(line === null ? 0 : openingPages)

  const oldest = timeline.messages[0]?.position
  const reached = line === null || !timeline.hasBefore || (oldest !== undefined && oldest <= line + 1)
  const onlyOwn = timeline.messages.length === 0 && timeline.outgoing.length > 0
  const sought = (timeline.status !== 'loading' && (reached || pagesLeft === 0)) || timeline.status === 'failed' || onlyOwn
  const loadsNext = timeline.status === 'ready' && !reached && pagesLeft > 0

  useEffect(() => {
    if (!loadsNext || oldest === undefined) return
    setPagesLeft((left) => left - 1)
    client.loadBefore(conversationId).catch(() => setPagesLeft(0))
  }, [client, conversationId, loadsNext, oldest])

  const seek = useCallback(() => setPagesLeft(jumpPages), [])
  return { sought, reached, seek }
}
