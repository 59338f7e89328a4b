import { messageId } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { newId } from './new-id.ts'

test('an id is one that the server takes for a new message, and says when it was made', () => {
  const now = Date.now() + 1_000
  const id = newId(now)
  expect(messageId.parse(id)).toBe(id)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now)
})

test('ids grow and differ, within a millisecond and when the clock is set back', () => {
  const now = Date.now() + 60_000
  const ids = Array.from({ length: 10_000 }, (_, index) => newId(now - (index % 3) * 5_000))
  expect(ids).toEqual([...ids].sort())
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(messageId.safeParse(id).success).toBe(true)
})
