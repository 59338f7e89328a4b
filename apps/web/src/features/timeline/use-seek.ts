'use client'

import type { Timeline } from '@chatsphere/client'
import { useChatClient } from '@chatsphere/client/react'
import { useCallback, useEffect, useState } from 'react'
import type { UnreadLine } from './unread-line.ts'

/**
 * Shows what is around the "New" line if that is not among the loaded messages. `sought` is false while it does; `seek` does it again.
 * What was written here is shown although nothing else can be loaded.
 */
export function useSeek(conversationId: string, timeline: Timeline, line: UnreadLine) {
  const client = useChatClient()
  const [seeking, setSeeking] = useState(line !== null)

  const oldest = timeline.messages[0]?.position
  const reached = line === null || (oldest === undefined ? !timeline.hasBefore : oldest <= line + 1 || !timeline.hasBefore)
  const { status } = timeline
  const onlyOwn = timeline.messages.length === 0 && timeline.outgoing.length > 0
  const sought = status === 'failed' || onlyOwn || (status === 'ready' && (reached || !seeking))

  useEffect(() => {
    if (!seeking || line === null || status !== 'ready') return
    if (reached) {
      setSeeking(false)
      return
    }
    client.loadAround(conversationId, line + 1).then(
      () => setSeeking(false),
      () => setSeeking(false),
    )
  }, [client, conversationId, line, reached, seeking, status])

  const seek = useCallback(() => setSeeking(true), [])
  return { sought, reached, seek }
}
