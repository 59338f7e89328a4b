import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase, until } from '@chatsphere/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from './database.ts'
import { appendToOutbox } from './outbox.ts'
import { listenToOutbox } from './outbox-signal.ts'
import { runAsRequest } from './request-context.ts'
import { statement } from './statement.ts'

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

test('an event has the id of the request that it was written for: the current one, another that is named, or none', async () => {
  const db = database.open('chatsphere_realtime')
  const [current, named, none] = [event(), event(), event()]
  const write = (rows: Parameters<typeof appendToOutbox>[1]) => db.inTransaction((tx) => appendToOutbox(tx, rows))
  await runAsRequest('request-1', () => write([current, { ...named, requestId: 'request-2' }, { ...none, requestId: null }]))
  const after = event()
  await write([after])
  const rows = await database.open().prisma.outbox.findMany({ select: { id: true, requestId: true } })
  const requestOf = new Map(rows.map(({ id, requestId }) => [id, requestId]))
  expect([current, named, none, after].map(({ id }) => requestOf.get(id))).toEqual(['request-1', 'request-2', null, null])
})

describe('whoever listens', () => {
  async function listen() {
    const heard = { signals: 0, errors: 0 }
    const stop = listenToOutbox({
      url: database.url,
      role: 'chatsphere_workers',
      onSignal: () => heard.signals++,
      onError: () => heard.errors++,
    })
    await until(() => heard.signals === 1, { what: 'it listens, and looks for what was there before' })
    return { heard, stop }
  }

  test.each([
    ['plain', (db: Database) => db.inTransaction((tx) => appendToOutbox(tx, [event()]))],
    ['Prisma', (db: Database) => db.inPrismaTransaction((tx) => appendToOutbox(tx, [event()]))],
  ])('is told when a %s transaction with events was committed', async (_name, write) => {
    const { heard, stop } = await listen()
    await write(database.open('chatsphere_realtime'))
    await until(() => heard.signals === 2)
    await stop()
    expect(heard.errors).toBe(0)
  })

  test('hears nothing of one without events or one that was rolled back, and little of many', async () => {
    const { heard, stop } = await listen()
    const db = database.open('chatsphere_realtime')
    await db.inTransaction((tx) => appendToOutbox(tx, []))
    const rolledBack = db.inTransaction(async (tx) => {
      await appendToOutbox(tx, [event()])
      throw new Error('no')
    })
    await expect(rolledBack).rejects.toThrow('no')
    const mark = statement('test-mark', "SELECT pg_notify('chatsphere_outbox', '')")
    await db.query(mark)
    await until(() => heard.signals === 2)
    const writtenAt = performance.now()
    await Promise.all(Array.from({ length: 100 }, () => db.inTransaction((tx) => appendToOutbox(tx, [event()]))))
    const signalsMax = 2 + Math.ceil((performance.now() - writtenAt) / 50)
    await db.query(mark)
    await until(() => heard.signals >= 5)
    await stop()
    expect(heard.signals).toBeLessThanOrEqual(3 + signalsMax)
  })

  test('hears again after its connection was lost', async () => {
    const { heard, stop } = await listen()
    await database
      .open()
      .query(
        statement(
          'test-cut',
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'chatsphere-outbox' AND datname = current_database()",
        ),
      )
    await until(() => heard.errors === 1 && heard.signals === 2)
    await database.open('chatsphere_realtime').inTransaction((tx) => appendToOutbox(tx, [event()]))
    await until(() => heard.signals === 3)
    await stop()
  })
})
