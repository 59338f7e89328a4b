import type { Conversation } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { neighbour, railSections } from './rail-sections.ts'

const conversation = (id: string, unread: number) => ({ id, unread }) as Conversation
const all = [conversation('a', 0), conversation('b', 2), conversation('c', 0), conversation('d', 1)]

test('unread ones come first, each part in its order', () => {
  const { unread, direct } = railSections(all, undefined)
  expect(unread.map(({ id }) => id)).toEqual(['b', 'd'])
  expect(direct.map(({ id }) => id)).toEqual(['a', 'c'])
})

test('the one that was opened as unread stays there while it is open', () => {
  expect(railSections([conversation('a', 0), conversation('b', 0)], 'b').unread.map(({ id }) => id)).toEqual(['b'])
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
