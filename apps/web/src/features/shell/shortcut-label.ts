'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** "Ctrl K" or "⌘ K"; unknown until the page runs in a browser. */
export function useShortcutLabel(key: string): string | undefined {
  const apple = useSyncExternalStore<boolean | undefined>(
    never,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => undefined,
  )
  return apple === undefined ? undefined : `${apple ? '⌘' : 'Ctrl'} ${key}`
}
