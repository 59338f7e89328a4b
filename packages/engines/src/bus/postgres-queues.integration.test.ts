import { randomUUID } from 'node:crypto'
import type { Database } from '@chatsphere/db'
import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { busTestTiming } from '@chatsphere/testing/conformance'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PostgresQueues, type StoredEvent } from './postgres-queues.ts'

let database: TestDatabase
let db: Database
let queues: PostgresQueues
beforeAll(async () => {
  database = await createTestDatabase()
  db = database.open('chatsphere_workers')
  queues = new PostgresQueues(db, busTestTiming())
})
afterAll(() => database.drop())

test('a queue says when something of it is due: never while nothing waits, and not before a claim has run out', async () => {
  const event: StoredEvent = {
    id: randomUUID(),
    topic: 'message.created.v1',
    key: 'c',
    payload: {},
    createdAt: new Date().toISOString(),
    requestId: null,
  }
  expect(await queues.dueInMs('delivery')).toBe(Number.POSITIVE_INFINITY)
  await queues.add('delivery', [event], {})
  expect(await queues.dueInMs('delivery')).toBeLessThanOrEqual(0)
  const [claimed] = await queues.claimFresh('delivery', 10)
  expect(await queues.dueInMs('delivery')).toBeGreaterThan(busTestTiming().leaseMs - 10_000)
  if (claimed) await queues.postpone('delivery', claimed, new Error('failed'))
  expect(await queues.dueInMs('delivery')).toBeLessThanOrEqual(busTestTiming().retryDelaysMs[0] ?? 0)
  await queues.done('delivery', [event.id])
  expect(await queues.dueInMs('delivery')).toBe(Number.POSITIVE_INFINITY)
})
