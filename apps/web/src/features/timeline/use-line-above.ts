'use client'

import { type RefObject, useCallback, useEffect, useState } from 'react'

/**
 * Whether the "New" line is above what is in sight: only then is there somewhere to jump. `isAboveMade`: it is above the rows that are
 * made. `look` says that it may have moved.
 */
export function useLineAbove(
  scroller: RefObject<HTMLDivElement | null>,
  isAboveMade: boolean,
): { above: boolean; look: () => void } {
  const [above, setAbove] = useState(false)
  const look = useCallback(() => {
    const box = scroller.current
    const row = box?.querySelector('[data-row="new"]')
    setAbove(box != null && row != null && row.getBoundingClientRect().bottom <= box.getBoundingClientRect().top)
  }, [scroller])
  useEffect(look)
  return { above: above || isAboveMade, look }
}
