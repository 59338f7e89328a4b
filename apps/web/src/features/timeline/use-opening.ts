'use client'

import { useEffect, useLayoutEffect, useState } from 'react'
import type { ScrollPlace } from './row-window.ts'
import type { useRowWindow } from './use-row-window.ts'

/** Where one was in each conversation, for as long as the page lives. */
const places = new Map<string, ScrollPlace>()

/**
 * Where a conversation opens: at the "New" line, else where one was, else at the end. `opened`: it has; until then nothing counts as
 * read. `waits`: it cannot yet, and nothing of it is to be shown. One that can open does so before its first paint, so that it needs not
 * be hidden, which would cost as much again as drawing it.
 */
export function useOpening(
  conversationId: string,
  { place, restore, toRow, toEnd }: Pick<ReturnType<typeof useRowWindow>, 'place' | 'restore' | 'toRow' | 'toEnd'>,
  ready: boolean,
  hasLine: boolean,
  /** Somebody goes to a message, or has gone to it: it opens there. */
  { going, arrived }: { going: boolean; arrived: boolean },
): { opened: boolean; waits: boolean } {
  const [opened, setOpened] = useState(false)

  useLayoutEffect(() => {
    if (opened || !ready || going) return
    const saved = places.get(conversationId)
    if (arrived) {
      // It is there.
    } else if (hasLine) {
      if (!toRow('new')) toEnd()
    } else if (saved !== undefined) {
      restore(saved)
    } else {
      toEnd()
    }
    setOpened(true)
  }, [arrived, conversationId, going, hasLine, opened, ready, restore, toEnd, toRow])

  useEffect(
    () => () => {
      places.set(conversationId, place.current)
    },
    [conversationId, place],
  )

  return { opened, waits: !opened && (!ready || going) }
}
