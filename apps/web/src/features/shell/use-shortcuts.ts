'use client'

import { useEffect, useEffectEvent } from 'react'
import { neighbour, type RailSections } from '@/features/conversations/rail-sections.ts'
import { takeEarlyWish } from './early-wish.ts'
import { openConversation } from './navigation.ts'

/** Ctrl or ⌘ + K opens the switcher, and closes it; Alt + ↑ or ↓ goes to the neighbouring conversation. */
export function useShortcuts(sections: RailSections, activeId: string | undefined, onFind: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing) return
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault()
      onFind()
    } else if (
      event.altKey &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.shiftKey &&
      (event.key === 'ArrowUp' || event.key === 'ArrowDown')
    ) {
      if (document.querySelector('[role="dialog"]') !== null) return
      event.preventDefault()
      const next = neighbour(sections, activeId, event.key === 'ArrowDown' ? 1 : -1)
      if (next !== undefined) openConversation(next)
    }
  })
  const onEarlyWish = useEffectEvent(onFind)
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    if (takeEarlyWish()) onEarlyWish()
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
