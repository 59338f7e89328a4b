import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statement } from './database.ts'
import { appendToOutbox } from './outbox.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const event = () => ({ id: randomUUID(), topic: 'test', key: 'key', payload: {} })

test('an event has the time at which it was written, however long its transaction had waited before', async () => {
  const db = database.open('chatsphere_realtime')
  const [waiting, winner] = [event(), event()]
  await db.inTransaction(async (tx) => {
    const begun = statement('test-begun', "SELECT clock_timestamp() > now() + interval '5 ms' AS before")
    while (!(await tx.query<{ before: boolean }>(begun))[0]?.before);
    await db.inTransaction((other) => appendToOutbox(other, [winner]))
    await appendToOutbox(tx, [waiting])
  })
  const times = statement('test-times', 'SELECT created_at AS at FROM event_schema.outbox WHERE id = $1')
  const [first] = await database.open('chatsphere_workers').query<{ at: Date }>(times, [winner.id])
  const [second] = await database.open('chatsphere_workers').query<{ at: Date }>(times, [waiting.id])
  expect(Number(second?.at)).toBeGreaterThanOrEqual(Number(first?.at))
})
