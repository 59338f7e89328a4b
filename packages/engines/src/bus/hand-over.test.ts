import type { DomainEvent } from '@chatsphere/contracts'
import { DatabaseUnavailable } from '@chatsphere/db'
import { DomainError } from '@chatsphere/domain'
import { expect, test } from 'vitest'
import { handOver } from './hand-over.ts'

const event = (id: string): DomainEvent => ({
  id,
  topic: 'user.registered.v1',
  key: id,
  payload: { userId: id },
  createdAt: new Date(0).toISOString(),
  requestId: null,
})
const events = ['a', 'b', 'c'].map(event)

/** Takes down what it was given, and throws what `failing` says. */
function recording(failing: (ids: readonly string[]) => unknown) {
  const calls: string[] = []
  const handle = async (given: readonly DomainEvent[]) => {
    const ids = given.map(({ id }) => id)
    calls.push(ids.join(''))
    const error = failing(ids)
    if (error !== undefined) throw error
  }
  return { calls, handle }
}

test('all go together', async () => {
  const { calls, handle } = recording(() => undefined)
  expect(await handOver(handle, events)).toEqual([])
  expect(calls).toEqual(['abc'])
})

test('after a failure each goes alone, and only what failed alone has failed', async () => {
  const bad = new Error('bad')
  const { calls, handle } = recording((ids) => (ids.includes('b') ? bad : undefined))
  expect(await handOver(handle, events)).toEqual([{ event: events[1], error: bad }])
  expect(calls).toEqual(['abc', 'a', 'b', 'c'])
})

test('one that comes alone is not handed over again', async () => {
  const { calls, handle } = recording(() => new Error('bad'))
  expect(await handOver(handle, [event('a')])).toHaveLength(1)
  expect(calls).toEqual(['a'])
})

test.each([
  ['of the database', new DatabaseUnavailable(new Error('away'))],
  ['of something else', new DomainError('unavailable', 'away')],
])('an outage %s is no failure of an event, and ends it', async (_name, outage) => {
  const { calls, handle } = recording((ids) => (ids.length > 1 ? new Error('bad') : ids.includes('b') ? outage : undefined))
  await expect(handOver(handle, events)).rejects.toBe(outage)
  expect(calls).toEqual(['abc', 'a', 'b'])
})
