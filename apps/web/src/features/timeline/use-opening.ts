'use client'

import { useEffect, useLayoutEffect, useState } from 'react'
import type { ScrollPlace, useScrollAnchor } from './use-scroll-anchor.ts'

/** Where one was in each conversation, for as long as the page lives. */
const places = new Map<string, ScrollPlace>()

/**
 * Where a conversation opens: at the "New" line, else where one was, else at the end. Answers whether it has opened;
 * until then nothing of it is shown and nothing counts as read.
 */
export function useOpening(
  conversationId: string,
  { place, restore, toRow, toEnd }: ReturnType<typeof useScrollAnchor>,
  ready: boolean,
  hasLine: boolean,
): boolean {
  const [opened, setOpened] = useState(false)

  useLayoutEffect(() => {
    if (opened || !ready) return
    const saved = places.get(conversationId)
    if (hasLine) {
      if (!toRow('new')) toEnd()
    } else if (saved !== undefined) {
      restore(saved)
    } else {
      toEnd()
    }
    setOpened(true)
  }, [conversationId, hasLine, opened, ready, restore, toEnd, toRow])

  useEffect(
    () => () => {
      places.set(conversationId, place.current)
    },
    [conversationId, place],
  )

  return opened
}
