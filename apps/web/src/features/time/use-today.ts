'use client'

import { useSyncExternalStore } from 'react'
import { dayOf } from './time-label.ts'

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, 30_000)
  document.addEventListener('visibilitychange', listener)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', listener)
  }
}

/** Midnight of today as a number: changes once a day, so that "Today" becomes "Yesterday" on an open screen. */
export function useToday(): number {
  return useSyncExternalStore(
    subscribe,
    () => dayOf(new Date()),
    () => 0,
  )
}
