'use client'

import { type RefObject, useCallback, useEffect, useRef } from 'react'

/** How long after the last scrolling the date that covers text stays in sight. */
const restMs = 1000

/**
 * Marks the date that floats over text while nobody scrolls, for the styles to fade it; one that stands in its own line
 * covers nothing and stays. Attributes rather than state, since this happens with every frame of a scroll.
 */
export function useFloatingDay(scroller: RefObject<HTMLDivElement | null>): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])

  return useCallback(() => {
    clearTimeout(timer.current)
    for (const day of daysIn(scroller)) delete day.dataset.rests
    timer.current = setTimeout(() => {
      for (const day of daysIn(scroller)) if (floats(day)) day.dataset.rests = ''
    }, restMs)
  }, [scroller])
}

function daysIn(scroller: RefObject<HTMLDivElement | null>): Iterable<HTMLElement> {
  return scroller.current?.querySelectorAll<HTMLElement>('[data-day]') ?? []
}

/** Away from the line that it names. */
function floats(day: HTMLElement): boolean {
  const line = day.previousElementSibling
  return line !== null && day.getBoundingClientRect().bottom - line.getBoundingClientRect().top > day.offsetHeight
}
