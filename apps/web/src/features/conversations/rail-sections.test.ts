import { expect, test } from 'vitest'
import type { RailItem } from './rail-items.ts'
import { neighbour, railSections } from './rail-sections.ts'

const item = (id: string, unread: number, kind = 'direct') => ({ conversation: { id, unread, kind } }) as RailItem
const ids = (items: readonly RailItem[]) => items.map(({ conversation }) => conversation.id)
const all = [item('a', 0), item('b', 2), item('c', 0), item('d', 1)]

test('unread ones come first, each part in its order', () => {
  const { unread, direct } = railSections(all, undefined)
  expect(ids(unread)).toEqual(['b', 'd'])
  expect(ids(direct)).toEqual(['a', 'c'])
})

test('groups stand between what is unread and whom one speaks with', () => {
  const sections = railSections([item('a', 0), item('g', 0, 'group'), item('c', 0, 'channel'), item('h', 1, 'group')], undefined)
  expect([sections.unread, sections.groups, sections.direct].map(ids)).toEqual([['h'], ['g', 'c'], ['a']])
  expect(neighbour(sections, 'c', 1)).toBe('a')
})

test('the one that was opened as unread stays there while it is open', () => {
  expect(ids(railSections([item('a', 0), item('b', 0)], 'b').unread)).toEqual(['b'])
})

test('neighbours follow the order on the screen and end at its ends', () => {
  const sections = railSections(all, undefined)
  expect(neighbour(sections, 'd', 1)).toBe('a')
  expect(neighbour(sections, 'a', -1)).toBe('d')
  expect(neighbour(sections, 'b', -1)).toBeUndefined()
  expect(neighbour(sections, 'c', 1)).toBeUndefined()
  expect(neighbour(sections, undefined, 1)).toBe('b')
  expect(neighbour(sections, 'gone', -1)).toBe('c')
})

test('of unread neighbours the read ones between are passed over, round the end', () => {
  const sections = railSections([item('a', 0), item('b', 2), item('held', 0), item('d', 1)], 'held')
  expect(neighbour(sections, 'held', 1, true)).toBe('d')
  expect(neighbour(sections, 'held', -1, true)).toBe('b')
  expect(neighbour(sections, 'd', 1, true)).toBe('b')
  expect(neighbour(sections, 'a', 1, true)).toBe('b')
  expect(neighbour(sections, 'a', -1, true)).toBe('d')
  expect(neighbour(railSections([item('x', 0)], undefined), 'x', 1, true)).toBeUndefined()
  expect(neighbour(sections, undefined, 1, true)).toBe('b')
  expect(neighbour(sections, undefined, -1, true)).toBe('d')
})
