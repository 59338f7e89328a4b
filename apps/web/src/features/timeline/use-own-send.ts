'use client'

import type { OutgoingMessage } from '@chatsphere/client'
import { useLayoutEffect, useRef } from 'react'

/** Who sends wants to see it: the timeline goes to its end. Not for what was waiting when it opened. */
export function useOwnSend(outgoing: readonly OutgoingMessage[], toEnd: () => void): void {
  const known = useRef<string | undefined>(undefined)
  const first = useRef(true)
  const newest = outgoing.at(-1)?.id

  useLayoutEffect(() => {
    // Ids grow with time, so a lower one is what remained after the newest was sent.
    const isNew = newest !== undefined && newest > (known.current ?? '')
    if (isNew) known.current = newest
    if (isNew && !first.current) toEnd()
    first.current = false
  }, [newest, toEnd])
}
