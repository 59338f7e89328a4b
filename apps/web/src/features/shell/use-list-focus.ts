'use client'

import { useEffect, useRef } from 'react'

/** Back in the list, the focus returns to the row that one came from. */
export function useListFocus(activeId: string | undefined): void {
  const before = useRef(activeId)
  useEffect(() => {
    const left = before.current
    before.current = activeId
    if (activeId !== undefined || left === undefined) return
    document.querySelector<HTMLElement>(`[data-conversation="${CSS.escape(left)}"]`)?.focus({ preventScroll: true })
  }, [activeId])
}
