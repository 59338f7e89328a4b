import { expect, test } from 'vitest'
import { dayOf } from '../time/time-label.ts'
import { sampleMessage } from './sample-message.test-data.ts'
import { timelineRows } from './timeline-rows.ts'

const at = (day: number, hour: number, minute: number) => new Date(2026, 8, day, hour, minute).toISOString()
const rowsOf = (input: Partial<Parameters<typeof timelineRows>[0]>) =>
  timelineRows({ messages: [], hasAfter: false, outgoing: [], meId: 'me', firstNewId: undefined, dayOf, ...input })
const outlined = (input: Partial<Parameters<typeof timelineRows>[0]>) =>
  rowsOf(input).map((row) => ('lead' in row ? `${row.key}${row.lead ? '!' : ''}` : row.kind))

test('one author within five minutes is a group', () => {
  const messages = [
    sampleMessage({ position: 1, createdAt: at(16, 10, 0) }),
    sampleMessage({ position: 2, createdAt: at(16, 10, 5) }),
    sampleMessage({ position: 3, createdAt: at(16, 10, 11) }),
    sampleMessage({ position: 4, createdAt: at(16, 10, 11), authorId: 'bob' }),
  ]
  expect(outlined({ messages })).toEqual(['day', 'm1!', 'm2', 'm3!', 'm4!'])
})

test('a day begins with its divider and a new group', () => {
  const messages = [
    sampleMessage({ position: 1, createdAt: at(15, 23, 59) }),
    sampleMessage({ position: 2, createdAt: at(16, 0, 1) }),
  ]
  expect(outlined({ messages })).toEqual(['day', 'm1!', 'day', 'm2!'])
})

test('the line stands before the first new message, after the divider of its day', () => {
  const messages = [
    sampleMessage({ position: 1, createdAt: at(15, 9, 0) }),
    sampleMessage({ position: 2, createdAt: at(16, 9, 0) }),
  ]
  expect(outlined({ messages, firstNewId: 'm2' })).toEqual(['day', 'm1!', 'day', 'new', 'm2!'])
})

test('a system message stands for itself and ends a group', () => {
  const messages = [
    sampleMessage({ position: 1, createdAt: at(16, 10, 0) }),
    sampleMessage({ position: 2, createdAt: at(16, 10, 0), kind: 'system', body: '{"type":"member_left"}' }),
    sampleMessage({ position: 3, createdAt: at(16, 10, 0) }),
  ]
  expect(outlined({ messages })).toEqual(['day', 'm1!', 'note', 'm3!'])
})

test('outgoing messages follow, in their group, and never twice', () => {
  const messages = [sampleMessage({ position: 1, authorId: 'me', createdAt: at(16, 10, 0) })]
  const outgoing = ['m1', 'm2'].map((id) => ({
    conversationId: 'c',
    id,
    body: id,
    createdAt: at(16, 10, 1),
    state: 'pending' as const,
    kept: true,
  }))
  expect(outlined({ messages, outgoing })).toEqual(['day', 'm1!', 'm2'])
  expect(outlined({ messages, outgoing, hasAfter: true })).toEqual(['day', 'm1!'])
})

test('a row keeps its key when the message gets its position', () => {
  const outgoing = [{ conversationId: 'c', id: 'm1', body: 'x', createdAt: at(16, 10, 0), state: 'pending' as const, kept: true }]
  const messages = [sampleMessage({ position: 1, authorId: 'me' })]
  expect(rowsOf({ outgoing }).at(-1)?.key).toBe(rowsOf({ messages }).at(-1)?.key)
})

test('keys are unique although a clock was set back', () => {
  const messages = [16, 15, 16].map((day, index) => sampleMessage({ position: index + 1, createdAt: at(day, 9, 0) }))
  const keys = rowsOf({ messages }).map((row) => row.key)
  expect(new Set(keys).size).toBe(keys.length)
})
