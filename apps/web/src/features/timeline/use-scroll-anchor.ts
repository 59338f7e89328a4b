'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** The row at the top of the window, and how far below the window's edge it begins. */
interface Anchor {
  key: string
  offset: number
}

export interface ScrollPlace {
  atEnd: boolean
  anchor: Anchor | null
}

/** So near to the end that one reads the end. */
const endReachPx = 40

/**
 * Keeps what is being read where it is, whatever comes or goes above or below it.
 *
 * Two modes. Pinned: the end is in sight and stays in sight; entered by scrolling there, `toEnd` or opening there.
 * Anchored: the top row in sight stays at its place; entered by scrolling up. Every change of the rows or of any size
 * ends in `hold`, which restores the mode's promise before anything is painted. The browser's own anchoring is off: it
 * knows one of the two modes, and Safari does not have it.
 */
export function useScrollAnchor() {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const place = useRef<ScrollPlace>({ atEnd: true, anchor: null })
  const [atEnd, setAtEnd] = useState(false)

  const remember = useCallback(() => {
    const box = scroller.current
    const rows = content.current
    if (box === null || rows === null) return
    const end = box.scrollHeight - box.scrollTop - box.clientHeight <= endReachPx
    place.current = { atEnd: end, anchor: end ? null : topRow(box, rows) }
    setAtEnd(end)
  }, [])

  const hold = useCallback(() => {
    const box = scroller.current
    if (box === null) return
    const { atEnd: pinned, anchor } = place.current
    if (pinned) {
      box.scrollTop = box.scrollHeight
    } else if (anchor !== null) {
      const row = rowOf(content, anchor.key)
      if (row === null) return
      const moved = offsetIn(box, row) - anchor.offset
      if (Math.abs(moved) >= 1) box.scrollTop += moved
    }
  }, [])

  const toEnd = useCallback(() => {
    place.current = { atEnd: true, anchor: null }
    hold()
    setAtEnd(true)
  }, [hold])

  /** Puts the row near the top, with room for what floats above it, a banner and a date. Answers false if it is not there. */
  const toRow = useCallback(
    (key: string, below = 92): boolean => {
      const row = rowOf(content, key)
      const box = scroller.current
      if (row === null || box === null) return false
      box.scrollTop += offsetIn(box, row) - below
      remember()
      return true
    },
    [remember],
  )

  /** Back to where one was; to the end if that row is gone. */
  const restore = useCallback(
    (saved: ScrollPlace) => {
      if (saved.anchor === null || !toRow(saved.anchor.key, saved.anchor.offset)) toEnd()
    },
    [toEnd, toRow],
  )

  useLayoutEffect(hold)

  useEffect(() => {
    const sizes = new ResizeObserver(hold)
    if (scroller.current !== null) sizes.observe(scroller.current)
    if (content.current !== null) sizes.observe(content.current)
    return () => sizes.disconnect()
  }, [hold])

  return { scroller, content, place, atEnd, remember, toEnd, toRow, restore }
}

function rowOf(content: RefObject<HTMLElement | null>, key: string): HTMLElement | null {
  return content.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null
}

function offsetIn(box: HTMLElement, row: HTMLElement): number {
  return row.getBoundingClientRect().top - box.getBoundingClientRect().top
}

/** The first row that is at least partly in sight, by halving: rows stand in their order. */
function topRow(box: HTMLElement, content: HTMLElement): Anchor | null {
  const rows = content.querySelectorAll<HTMLElement>('[data-row]')
  const top = box.getBoundingClientRect().top
  let low = 0
  let high = rows.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.getBoundingClientRect().bottom ?? 0) > top) high = middle
    else low = middle + 1
  }
  const row = rows[low]
  const key = row?.dataset.row
  return row === undefined || key === undefined ? null : { key, offset: row.getBoundingClientRect().top - top }
}
