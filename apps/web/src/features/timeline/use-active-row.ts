'use client'

import { type FocusEvent, type PointerEvent, useCallback, useState } from 'react'

function rowKeyOf(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest('article')?.dataset.row : undefined
}

/** Which rows show what can be done with them: the one that the pointer is on, and the one that has the focus by the keyboard. */
export function useActiveRow(covered: boolean) {
  const [hovered, setHovered] = useState<string>()
  const [focused, setFocused] = useState<string>()
  const [last, setLast] = useState<string>()

  const onPointerOver = useCallback((event: PointerEvent) => {
    if (event.pointerType !== 'touch' && event.currentTarget.contains(event.target as Node)) setHovered(rowKeyOf(event.target))
  }, [])
  const onPointerLeave = useCallback(() => setHovered(undefined), [])
  const onFocus = useCallback((event: FocusEvent) => {
    // React tells of what lies over the page, too.
    if (!event.currentTarget.contains(event.target)) return
    const key = rowKeyOf(event.target)
    setLast(key)
    setFocused(event.target.matches(':focus-visible') ? key : undefined)
  }, [])
  const onBlur = useCallback(
    (event: FocusEvent) => {
      // What lies over the timeline gives the focus back.
      if (!covered && !event.currentTarget.contains(event.relatedTarget)) setFocused(undefined)
    },
    [covered],
  )

  return { hovered, focused, last, handlers: { onPointerOver, onPointerLeave, onFocus, onBlur } }
}
