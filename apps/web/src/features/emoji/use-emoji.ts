'use client'

import { useEffect, useState } from 'react'
import type { EmojiIndex } from './emoji-index.ts'
import { loadEmoji } from './load-emoji.ts'

let loaded: EmojiIndex | undefined

/** All emoji once they are here; `failed` if they could not be had. Loads them as soon as somebody asks. */
export function useEmoji(wanted = true): { index: EmojiIndex | undefined; failed: boolean } {
  const [index, setIndex] = useState(loaded)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    if (!wanted || index !== undefined) return
    let mounted = true
    loadEmoji().then(
      (made) => {
        loaded = made
        if (mounted) setIndex(made)
      },
      () => mounted && setFailed(true),
    )
    return () => {
      mounted = false
    }
  }, [wanted, index])
  return { index, failed }
}
