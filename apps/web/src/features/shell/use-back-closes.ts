'use client'

import { useEffect, useEffectEvent } from 'react'

/** What an entry of the history remembers while something covers the page. */
interface Layer {
  layer?: boolean
}

let open = 0

/**
 * On a phone, what covers the whole screen closes on the system's Back, as every page there does: it has an entry of the
 * history as long as it is open. Opening a conversation from it takes that entry over.
 */
export function useBackCloses(close: () => void): void {
  const onBack = useEffectEvent(close)
  useEffect(() => {
    if (!window.matchMedia('(max-width: 720px)').matches) return
    open += 1
    if (!isLayer()) window.history.pushState({ layer: true } satisfies Layer, '')
    const onPop = () => onBack()
    window.addEventListener('popstate', onPop)
    return () => {
      open -= 1
      window.removeEventListener('popstate', onPop)
      // A moment later: React mounts twice while one develops, and the second mount keeps the entry.
      setTimeout(() => {
        if (open === 0 && isLayer()) window.history.back()
      })
    }
  }, [])
}

export function isLayer(): boolean {
  return (window.history.state as Layer | null)?.layer === true
}
