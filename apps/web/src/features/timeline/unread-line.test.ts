import { expect, test } from 'vitest'
import { sampleMessage } from './sample-message.test-data.ts'
import { firstNew, movedLine, openingLine } from './unread-line.ts'

const reading = { unread: 0, readPosition: 7, watching: true, focused: true, newestSent: '' }

test('opening with unread messages draws the line after the read cursor', () => {
  expect(openingLine({ unread: 3, readPosition: 7 })).toBe(7)
  expect(openingLine({ unread: 0, readPosition: 7 })).toBeNull()
})

test('a message that arrives while one watches draws no line', () => {
  expect(movedLine(null, reading, { ...reading, unread: 1 })).toBeNull()
})

test('a message that arrives in the background or below the window draws one', () => {
  expect(movedLine(null, reading, { ...reading, unread: 1, watching: false })).toBe(7)
})

test('reading leaves the line where it is, leaving the window with all read removes it', () => {
  const unread = { ...reading, unread: 3 }
  expect(movedLine(7, unread, { ...reading, readPosition: 10 })).toBe(7)
  expect(movedLine(7, reading, { ...reading, focused: false, watching: false })).toBeNull()
  expect(movedLine(7, unread, { ...unread, focused: false, watching: false })).toBe(7)
})

test('writing removes it, and a message that leaves the outbox does not draw or remove one', () => {
  const unread = { ...reading, unread: 3 }
  expect(movedLine(7, unread, { ...unread, newestSent: 'm9' })).toBeNull()
  expect(movedLine(7, { ...unread, newestSent: 'm9' }, unread)).toBe(7)
})

test('more messages while some are unread do not move it', () => {
  const away = { ...reading, unread: 1, watching: false }
  expect(movedLine(7, away, { ...away, unread: 2 })).toBe(7)
})

test('the first new message is neither own, deleted nor a thread reply', () => {
  const messages = [
    sampleMessage({ position: 1 }),
    sampleMessage({ position: 2, authorId: 'me' }),
    sampleMessage({ position: 3, deletedAt: new Date().toISOString() }),
    sampleMessage({ position: 4, threadRoot: 'm1' }),
    sampleMessage({ position: 5 }),
  ]
  expect(firstNew(messages, 1, 'me')?.position).toBe(5)
  expect(firstNew(messages, null, 'me')).toBeUndefined()
  expect(firstNew(messages, 5, 'me')).toBeUndefined()
})
