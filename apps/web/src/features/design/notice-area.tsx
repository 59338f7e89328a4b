'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { hideNotice, type Notice, onNotice, shownNotice } from './show-notice.ts'

const shownMs = 4_000

/** Where notices are shown: floats within what stands around it, so that nothing moves. */
export function NoticeArea() {
  const notice = useSyncExternalStore(onNotice, shownNotice, () => undefined)
  const [shown, setShown] = useState<Notice>()

  useEffect(() => {
    setShown(notice)
    if (notice === undefined) return
    const timer = setTimeout(hideNotice, shownMs)
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
