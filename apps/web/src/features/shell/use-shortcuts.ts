'use client'

import { useEffect, useEffectEvent } from 'react'
import { neighbour, type RailSections } from '@/features/conversations/rail-sections.ts'
import { takeEarlyWish } from './early-wish.ts'
import { openArea, openConversation } from './navigation.ts'
import { focusRegion } from './regions.ts'
import { settingsPath } from './views.ts'

export interface ShortcutActs {
  /** Opens the switcher, or closes it. */
  find(): void
  showShortcuts(): void
  markAllRead(): void
}

/** The keys that work wherever the focus is. They are told in the shortcut sheet; what belongs to a message or the composer is there. */
export function useShortcuts(sections: RailSections, activeId: string | undefined, acts: ShortcutActs): void {
  const move = useEffectEvent((step: 1 | -1, unreadOnly: boolean) => {
    const next = neighbour(sections, activeId, step, unreadOnly)
    if (next !== undefined) openConversation(next)
  })
  const find = useEffectEvent(() => acts.find())
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return
    const act = actOf(event)
    if (act === undefined) return
    if (act !== 'find' && act !== 'shortcuts' && document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return
    event.preventDefault()
    if (act === 'find') find()
    else if (act === 'shortcuts') acts.showShortcuts()
    else if (act === 'settings') openArea(settingsPath())
    else if (act === 'mark-all') acts.markAllRead()
    else if (act === 'region') focusRegion(event.shiftKey ? -1 : 1)
    else move(event.key === 'ArrowDown' ? 1 : -1, act === 'unread')
  })
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    if (takeEarlyWish()) find()
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

type Act = 'find' | 'shortcuts' | 'settings' | 'mark-all' | 'region' | 'neighbour' | 'unread'

function actOf(event: KeyboardEvent): Act | undefined {
  const { key, altKey, shiftKey } = event
  const modified = event.ctrlKey || event.metaKey
  if (modified && !altKey) {
    // On some keyboards the slash needs Shift.
    if (key === '/') return 'shortcuts'
    if (shiftKey) return undefined
    if (key.toLowerCase() === 'k') return 'find'
    return key === ',' ? 'settings' : undefined
  }
  if (modified) return undefined
  if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) return shiftKey ? 'unread' : 'neighbour'
  if (altKey) return undefined
  if (key === 'F6') return 'region'
  return key === 'Escape' && shiftKey ? 'mark-all' : undefined
}
