import { Fragment, type ReactNode } from 'react'
import { type RowWindow, roomOf } from './row-window.ts'
import type { TimelineRow } from './timeline-rows.ts'

interface RowsInWindowProps extends RowWindow {
  rows: readonly TimelineRow[]
  heights: readonly number[]
  view: (row: TimelineRow) => ReactNode
}

/**
 * The rows that are made, each day a section within which its date floats, and the room of all others. The date of the first row's day
 * is always there, also where its line is far above.
 */
export function RowsInWindow({ rows, heights, first, last, view }: RowsInWindowProps) {
  if (last < first) return null
  const sections: ReactNode[] = []
  let firstDay = first
  while (firstDay > 0 && rows[firstDay]?.kind !== 'day') firstDay -= 1
  for (let begin = firstDay; begin <= last; ) {
    let end = begin + 1
    while (end <= last && rows[end]?.kind !== 'day') end += 1
    const day = rows[begin]
    const made = rows.slice(Math.max(begin + 1, first), end)
    if (day !== undefined) {
      sections.push(
        <div key={day.key}>
          {view(day)}
          {begin < first && <div style={{ height: roomOf(heights, begin + 1, first) }} />}
          {made.map((row) => (
            <Fragment key={row.key}>{view(row)}</Fragment>
          ))}
        </div>,
      )
    }
    begin = end
  }
  return (
    <>
      <div style={{ height: roomOf(heights, 0, firstDay) }} />
      {sections}
      <div style={{ height: roomOf(heights, last + 1, rows.length) }} />
    </>
  )
}
