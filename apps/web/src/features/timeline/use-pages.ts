'use client'

import type { Timeline } from '@chatsphere/client'
import { useChatClient } from '@chatsphere/client/react'
import { type RefObject, useCallback, useEffect } from 'react'

/** So near to the oldest or newest message that is loaded, the next page is fetched. */
const reachPx = 800

/** Fetches pages in both directions before they are needed. `loadIfNear` is to be called when one has scrolled. */
export function usePages(
  conversationId: string,
  timeline: Timeline,
  scroller: RefObject<HTMLDivElement | null>,
  opened: boolean,
) {
  const client = useChatClient()
  const loadOlder = useCallback(() => void client.loadBefore(conversationId).catch(() => undefined), [client, conversationId])
  const loadNewer = useCallback(() => void client.loadAfter(conversationId).catch(() => undefined), [client, conversationId])
  const loadIfNear = useCallback(() => {
    const box = scroller.current
    if (box === null || !opened || timeline.status !== 'ready') return
    if (timeline.hasBefore && box.scrollTop < reachPx) loadOlder()
    else if (timeline.hasAfter && box.scrollHeight - box.scrollTop - box.clientHeight < reachPx) loadNewer()
  }, [loadNewer, loadOlder, opened, scroller, timeline])
  useEffect(loadIfNear, [loadIfNear])
  return { loadOlder, loadIfNear }
}
