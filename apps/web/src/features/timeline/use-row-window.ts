'use client'

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { estimatedHeight } from './row-height.ts'
import { type Anchor, rowWindow, type ScrollPlace } from './row-window.ts'
import type { TimelineRow } from './timeline-rows.ts'

/** So near to the end that one reads the end. */
const endReachPx = 40
/** Rows are made so far beyond what is in sight; more are, as soon as only half of it is left. */
const overscanPx = 1_000
/** At the end, where a conversation opens: the sooner it is there. */
const overscanAtEndPx = 200
/** Until somebody has measured. */
const viewportGuessPx = 900
/** Room for what floats above a row that one has gone to: a banner and a date. */
const belowFloatsPx = 92
/** Estimates may be off: then the window follows once more. */
const triesMax = 3

/**
 * Makes only the rows around what is being read, and keeps that where it is, whatever comes or goes above or below it.
 *
 * Two modes. Pinned: the end is in sight and stays in sight; entered by scrolling there, `toEnd` or opening there. Anchored: the top row
 * in sight stays at its place; entered by scrolling up, and by `toRow`. The rows that are made are always those around the anchor, with
 * the room of the others above and below, measured where they have been seen and else estimated. Every change of the rows, of the window
 * or of any size ends in `hold`, which restores the mode's promise before anything is painted: an estimate that was wrong moves nothing
 * that is in sight. The browser's own anchoring is off: it knows one of the two modes, and Safari does not have it.
 *
 * `reachesHead`: the last row is the newest there is; otherwise its end is no place to stay at. `onAtEnd` hears whether the end is in
 * sight.
 */
export function useRowWindow(rows: readonly TimelineRow[], reachesHead: boolean, onAtEnd: (atEnd: boolean) => void) {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const place = useRef<ScrollPlace>({ atEnd: true, anchor: null })
  const viewportPx = useRef(viewportGuessPx)
  /** The place was set and not reached by scrolling: where one really gets to is to be looked up. */
  const settles = useRef(false)
  const focusNext = useRef<string>(undefined)
  const [measured] = useState(() => new Map<string, number>())
  const [estimateOf] = useState(makeEstimates)
  const [, renderAgain] = useState({})

  const indexes = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows])
  const heights = rows.map((row) => measured.get(row.key) ?? estimateOf(row))
  const { anchor } = place.current
  const anchorIndex = anchor === null ? undefined : indexes.get(anchor.key)
  const { first, last } = rowWindow({
    heights,
    anchorIndex,
    place: place.current,
    viewportPx: viewportPx.current,
    overscanPx: overscanAt(place.current),
  })
  const firstKey = rows[first]?.key
  const lastKey = rows[last]?.key
  const isWhole = first === 0 && last === rows.length - 1

  const remember = useCallback(() => {
    const box = scroller.current
    const inner = content.current
    if (box === null || inner === null) return
    const end = reachesHead && box.scrollHeight - box.scrollTop - box.clientHeight <= endReachPx
    place.current = { atEnd: end, anchor: end ? null : topRow(box, inner) }
    onAtEnd(end)
  }, [onAtEnd, reachesHead])

  const hold = useCallback(() => {
    const box = scroller.current
    if (box === null) return
    const { atEnd: pinned, anchor: held } = place.current
    if (pinned) {
      box.scrollTop = box.scrollHeight
    } else if (held !== null) {
      const row = rowOf(content.current, held.key)
      if (row === null) return
      const moved = offsetIn(box, row) - held.offset
      if (Math.abs(moved) >= 1) box.scrollTop += moved
    }
  }, [])

  const measure = useCallback(() => {
    if (scroller.current !== null) viewportPx.current = scroller.current.clientHeight
    for (const row of content.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []) {
      const key = row.dataset.row
      if (key !== undefined) measured.set(key, heightOf(row))
    }
  }, [measured])

  useLayoutEffect(() => {
    measure()
    hold()
    if (settles.current && (reachesHead || !place.current.atEnd)) {
      settles.current = false
      remember()
    }
    if (focusNext.current === undefined) return
    const row = rowOf(content.current, focusNext.current)
    focusNext.current = undefined
    row?.focus({ preventScroll: true })
    row?.scrollIntoView({ block: 'nearest' })
  })

  useEffect(() => {
    const sizes = new ResizeObserver(() => {
      measure()
      hold()
    })
    if (scroller.current !== null) sizes.observe(scroller.current)
    if (content.current !== null) sizes.observe(content.current)
    return () => sizes.disconnect()
  }, [hold, measure])

  /** Whether what is made ends so near to what is in sight that it should move on. */
  const isShort = useCallback((): boolean => {
    const box = scroller.current
    if (box === null || isWhole || firstKey === undefined || lastKey === undefined) return false
    const top = rowOf(content.current, firstKey)
    const bottom = rowOf(content.current, lastKey)
    if (top === null || bottom === null) return true
    const { top: boxTop, bottom: boxBottom } = box.getBoundingClientRect()
    const slackPx = overscanAt(place.current) / 2
    const above = indexes.get(firstKey) === 0 ? slackPx : boxTop - top.getBoundingClientRect().top
    const below = lastKey === rows.at(-1)?.key ? slackPx : bottom.getBoundingClientRect().bottom - boxBottom
    return above < slackPx || below < slackPx
  }, [firstKey, indexes, isWhole, lastKey, rows])
  const shortNow = useRef(isShort)
  useLayoutEffect(() => {
    shortNow.current = isShort
  })

  const onScroll = useCallback(() => {
    remember()
    const focused = document.activeElement
    const hadFocus = content.current?.contains(focused) === true
    for (let tries = 0; tries < triesMax && shortNow.current(); tries++) {
      flushSync(() => renderAgain({}))
      remember()
    }
    // The row that had the focus is out of sight, and gone: the next arrow key begins where one reads.
    if (hadFocus && focused?.isConnected === false) scroller.current?.focus({ preventScroll: true })
  }, [remember])

  const go = useCallback(
    (next: ScrollPlace) => {
      place.current = next
      settles.current = true
      hold()
      onAtEnd(next.atEnd)
      renderAgain({})
    },
    [hold, onAtEnd],
  )

  const toEnd = useCallback(() => go({ atEnd: true, anchor: null }), [go])

  /** Puts the row near the top, or into the middle. Answers false if there is no such row. */
  const toRow = useCallback(
    (key: string, where: 'top' | 'middle' | number = 'top'): boolean => {
      if (!indexes.has(key)) return false
      const middle = Math.max(belowFloatsPx, (viewportPx.current - (measured.get(key) ?? 0)) / 2)
      const offset = typeof where === 'number' ? where : where === 'top' ? belowFloatsPx : middle
      go({ atEnd: false, anchor: { key, offset } })
      return true
    },
    [go, indexes, measured],
  )

  /** Back to where one was; to the end if that row is gone. */
  const restore = useCallback(
    (saved: ScrollPlace) => {
      if (saved.anchor === null || !toRow(saved.anchor.key, saved.anchor.offset)) toEnd()
    },
    [toEnd, toRow],
  )

  /** Gives a row the focus, and brings it into sight if it is not. */
  const focusRow = useCallback(
    (key: string) => {
      focusNext.current = key
      if (rowOf(content.current, key) === null) toRow(key, 'middle')
      else renderAgain({})
    },
    [toRow],
  )

  return { scroller, content, heights, first, last, place, onScroll, toEnd, toRow, restore, focusRow }
}

function overscanAt({ atEnd }: ScrollPlace): number {
  return atEnd ? overscanAtEndPx : overscanPx
}

/** Each row is estimated once. */
function makeEstimates(): (row: TimelineRow) => number {
  const known = new Map<string, number>()
  return (row) => {
    const before = known.get(row.key)
    if (before !== undefined) return before
    const height = estimatedHeight(row)
    known.set(row.key, height)
    return height
  }
}

/** The row of a key among those that are made. */
function rowOf(content: HTMLElement | null, key: string): HTMLElement | null {
  return content?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null
}

function offsetIn(box: HTMLElement, row: HTMLElement): number {
  return row.getBoundingClientRect().top - box.getBoundingClientRect().top
}

/** The line of a date takes no room itself: its label, which floats, does. */
function heightOf(row: HTMLElement): number {
  const label = row.dataset.line === undefined ? row : row.nextElementSibling
  return label?.getBoundingClientRect().height ?? 0
}

/**
 * The first row that is at least partly in sight, by halving: rows stand in their order. No date is one: it moves up to whatever is
 * loaded of its day.
 */
function topRow(box: HTMLElement, content: HTMLElement): Anchor | null {
  const rows = content.querySelectorAll<HTMLElement>('[data-row]:not([data-line])')
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
