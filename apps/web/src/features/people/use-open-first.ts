'use client'

import { useEffect, useEffectEvent, useState } from 'react'

/**
 * Enter that was pressed before there was anything to open: it opens the first result when it arrives, unless the query
 * has changed. Answers what to call then.
 */
export function useOpenFirst(query: string, arrived: boolean, openFirst: () => void): () => void {
  const [wish, setWish] = useState<string>()
  const open = useEffectEvent(openFirst)

  useEffect(() => {
    if (wish === undefined) return
    if (wish !== query) setWish(undefined)
    else if (arrived) {
      setWish(undefined)
      open()
    }
  }, [arrived, query, wish])

  return () => setWish(query)
}
