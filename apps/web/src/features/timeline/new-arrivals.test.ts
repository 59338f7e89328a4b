import { expect, test } from 'vitest'
import { announcement, arrivalsAfter } from './new-arrivals.ts'
import { sampleMessage } from './sample-message.test-data.ts'

const messages = [1, 2, 3, 4, 5].map((position) => sampleMessage({ position, authorId: position === 4 ? 'me' : 'ada' }))
const say = { one: ({ body }: { body: string }) => body, many: (count: number) => `${count} new` }

test('told is what others wrote after what was told before', () => {
  expect(arrivalsAfter(messages, 2, 'me').map(({ position }) => position)).toEqual([3, 5])
  expect(arrivalsAfter(messages, 5, 'me')).toEqual([])
  expect(arrivalsAfter([], 0, 'me')).toEqual([])
})

test('few are read out, many are counted', () => {
  expect(announcement(messages.slice(0, 2), say)).toBe('message 1. message 2')
  expect(announcement(messages, say)).toBe('5 new')
  expect(announcement([], say)).toBe('')
})
