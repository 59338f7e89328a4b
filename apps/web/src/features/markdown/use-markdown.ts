'use client'

import { useSyncExternalStore } from 'react'

type MarkdownModule = Pick<typeof import('./markdown.ts'), 'MarkdownView' | 'plainText'>

let loaded: MarkdownModule | undefined
let loading: Promise<void> | undefined
const listeners = new Set<() => void>()

/** Not part of the first load. Once it is there, everything with markup is shown with it at once. Rejects without a connection. */
export function loadMarkdown(): Promise<void> {
  loading ??= import('./markdown.ts').then(
    ({ MarkdownView, plainText }) => {
      loaded = { MarkdownView, plainText }
      for (const listener of listeners) listener()
    },
    (reason: unknown) => {
      loading = undefined
      throw reason
    },
  )
  return loading
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What reads markup, or undefined until it is there: bodies are then shown as they were written. */
export function useMarkdown(): MarkdownModule | undefined {
  return useSyncExternalStore(
    subscribe,
    () => loaded,
    () => undefined,
  )
}
