/** The row at the top of the window, and how far below the window's edge it begins. */
export interface Anchor {
  key: string
  offset: number
}

export interface ScrollPlace {
  atEnd: boolean
  anchor: Anchor | null
}

/** Which rows are made, `last` included; all others are only the room that they take. */
export interface RowWindow {
  first: number
  last: number
}

interface WindowInput {
  /** Of each row, measured or estimated. */
  heights: readonly number[]
  /** The index of the anchor's row; undefined if it is not there (any more). */
  anchorIndex: number | undefined
  place: ScrollPlace
  viewportPx: number
  /** How much is made beyond what is in sight, on either side. */
  overscanPx: number
}

/**
 * The rows around a place, so that what is in sight is made, and a good piece on either side. It always has the anchor's row if that is
 * in sight: whatever the heights of the others turn out to be, there is one that can be kept where it is.
 */
export function rowWindow({ heights, anchorIndex, place, viewportPx, overscanPx }: WindowInput): RowWindow {
  const end = heights.length - 1
  if (place.atEnd || anchorIndex === undefined) {
    let first = heights.length
    for (let room = viewportPx + overscanPx; room > 0 && first > 0; ) {
      first -= 1
      room -= heights[first] ?? 0
    }
    return { first, last: end }
  }
  // Measured from the top of the anchor's row.
  const from = -(place.anchor?.offset ?? 0) - overscanPx
  const to = from + viewportPx + 2 * overscanPx
  let first = anchorIndex
  let top = 0
  while (first > 0 && top > from) {
    first -= 1
    top -= heights[first] ?? 0
  }
  while (first < end && top + (heights[first] ?? 0) <= from) {
    top += heights[first] ?? 0
    first += 1
  }
  let last = first
  let bottom = top + (heights[first] ?? 0)
  while (last < end && bottom < to) {
    last += 1
    bottom += heights[last] ?? 0
  }
  return { first, last }
}

/** The room that the rows from one index to before the other take. */
export function roomOf(heights: readonly number[], from: number, to: number): number {
  let room = 0
  for (let index = from; index < to; index++) room += heights[index] ?? 0
  return room
}
