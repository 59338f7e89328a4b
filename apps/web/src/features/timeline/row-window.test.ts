import { expect, test } from 'vitest'
import { roomOf, rowWindow } from './row-window.ts'

const heights = Array.from({ length: 1_000 }, (_, index) => 20 + (index % 7) * 10)
const at = (anchorIndex: number | undefined, offset: number, over: Partial<Parameters<typeof rowWindow>[0]> = {}) =>
  rowWindow({
    heights,
    anchorIndex,
    place: { atEnd: false, anchor: { key: 'k', offset } },
    viewportPx: 800,
    overscanPx: 500,
    ...over,
  })

test('at the end it reaches back over what is in sight and a piece more', () => {
  const { first, last } = at(undefined, 0, { place: { atEnd: true, anchor: null } })
  expect(last).toBe(999)
  expect(roomOf(heights, first, 1_000)).toBeGreaterThanOrEqual(1_300)
  expect(roomOf(heights, first + 1, 1_000)).toBeLessThan(1_300)
})

test.each([
  [500, 0],
  [500, -60],
  [500, 700],
  [0, 0],
  [999, 30],
  [3, 12],
])('around row %i at %i px everything in sight is made, and not much more', (index, offset) => {
  const { first, last } = at(index, offset)
  const above = roomOf(heights, first, index) - offset
  const below = roomOf(heights, index, last + 1) + offset
  if (first > 0) expect(above).toBeGreaterThanOrEqual(500)
  if (last < 999) expect(below).toBeGreaterThanOrEqual(1_300)
  expect(last - first).toBeLessThan(60)
  expect(first).toBeLessThanOrEqual(index)
  expect(last).toBeGreaterThanOrEqual(index)
})

test.each([
  [500, -9_000],
  [500, 9_000],
])('far from the last known row (%i at %i px) it is where one has gone, not there', (index, offset) => {
  const { first, last } = at(index, offset)
  const top = offset > 0 ? -roomOf(heights, first, index) : roomOf(heights, index, first)
  expect(top).toBeLessThanOrEqual(-offset - 500)
  expect(top + roomOf(heights, first, last + 1)).toBeGreaterThanOrEqual(-offset + 1_300)
  expect(last - first).toBeLessThan(60)
})

test('it stays within the rows, however few there are', () => {
  expect(at(0, 0, { heights: [30] })).toEqual({ first: 0, last: 0 })
  expect(at(undefined, 0, { heights: [] })).toEqual({ first: 0, last: -1 })
  expect(at(1, -9_000, { heights: [30, 40] })).toEqual({ first: 1, last: 1 })
  expect(at(undefined, 0, { heights: [30, 40] })).toEqual({ first: 0, last: 1 })
})

test('rows without any height end nothing', () => {
  expect(at(2, 0, { heights: [0, 0, 0, 0] })).toEqual({ first: 0, last: 3 })
})
