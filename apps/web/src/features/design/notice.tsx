'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'

const shownMs = 4_000

interface Notice {
  text: string
}

let current: Notice | undefined
const listeners = new Set<() => void>()

function change(next: Notice | undefined): void {
  current = next
  for (const listener of listeners) listener()
}

/** Says in a few words what has happened, for some seconds; the newest replaces the one before. */
export function showNotice(text: string): void {
  change({ text })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Where notices are shown: floats within what stands around it, so that nothing moves. */
export function NoticeArea() {
  const notice = useSyncExternalStore(
    subscribe,
    () => current,
    () => undefined,
  )
  const [shown, setShown] = useState<Notice>()

  useEffect(() => {
    setShown(notice)
    if (notice === undefined) return
    const timer = setTimeout(() => change(undefined), shownMs)
    return () => clearTimeout(timer)
  }, [notice])

  return (
    <div role="status" className="pointer-events-none absolute inset-x-4 bottom-3 z-20 flex justify-center">
      {shown !== undefined && (
        <p className="max-w-full animate-rise rounded-full bg-ink px-4 py-2 text-sm font-medium text-panel shadow-2">
          {shown.text}
        </p>
      )}
    </div>
  )
}
