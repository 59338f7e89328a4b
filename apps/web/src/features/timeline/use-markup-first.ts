'use client'

import type { Timeline } from '@chatsphere/client'
import { useEffect, useState } from 'react'
import { hasMarkup } from '@/features/markdown/has-markup.ts'
import { loadMarkdown, useMarkdown } from '@/features/markdown/use-markdown.ts'

/** Nobody waits longer than this for what reads markup: bodies are then shown as they were written. */
const waitMs = 1_000
const idleMs = 1_000
/** As many of the newest may be in sight when a conversation opens. */
const lookedAt = 60

/**
 * Whether a conversation may be shown: what reads markup is there, if something of it has any. So nothing becomes higher or lower after
 * it was shown. It is loaded in a quiet moment in any case, for the messages to come.
 */
export function useMarkupFirst(timeline: Timeline): boolean {
  const there = useMarkdown() !== undefined
  const [given, setGiven] = useState(false)
  const { messages, outgoing } = timeline
  const needed = !there && [...messages.slice(-lookedAt), ...outgoing].some(({ body }) => hasMarkup(body))

  useEffect(() => {
    if (there) return
    const timer = setTimeout(() => void loadMarkdown().catch(() => setGiven(true)), needed ? 0 : idleMs)
    const limit = needed ? setTimeout(() => setGiven(true), waitMs) : undefined
    return () => {
      clearTimeout(timer)
      clearTimeout(limit)
    }
  }, [needed, there])

  return !needed || given
}
