'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** "Ctrl" or "⌘"; unknown until the page runs in a browser. */
function useModifier(): 'Ctrl' | '⌘' | undefined {
  return useSyncExternalStore<'Ctrl' | '⌘' | undefined>(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'),
    () => undefined,
  )
}

/** "Ctrl K" or "⌘ K". */
export function useShortcutLabel(key: string): string | undefined {
  const modifier = useModifier()
  return modifier === undefined ? undefined : `${modifier} ${key}`
}

/** For lists of shortcuts, which are there in a browser only. */
export function useModifierLabel(): string {
  return useModifier() ?? 'Ctrl'
}
