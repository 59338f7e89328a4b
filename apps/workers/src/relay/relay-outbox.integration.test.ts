import type { DomainEvent } from '@chatsphere/contracts'
import { openDirect, sendMessage } from '@chatsphere/domain'
import { type BusTrouble, PostgresBus } from '@chatsphere/engines'
import { createAccountFor, createTestCtx, createTestDatabase, RecordingLive, type TestDatabase, until } from '@chatsphere/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDeliveryConsumer } from '../consumers/delivery.ts'
import { relayOutbox } from './relay-outbox.ts'

let database: TestDatabase
let conversationId: string
let sendMore: (count: number) => Promise<void>

beforeAll(async () => {
  database = await createTestDatabase()
  const ctx = await createTestCtx(database.open('chatsphere_web'))
  const ada = await createAccountFor(ctx, 'ada')
  const bob = await createAccountFor(ctx, 'bob')
  conversationId = (await openDirect(ctx, ada.actor, { userId: bob.actor.userId })).id
  sendMore = async (count) => {
    for (let index = 0; index < count; index++) {
      await sendMessage(ctx, ada.actor, { conversationId, id: crypto.randomUUID(), body: `${index}` })
    }
  }
})
afterAll(() => database.drop())

let db: ReturnType<TestDatabase['open']>
let bus: PostgresBus
let troubles: BusTrouble[]
beforeEach(() => {
  db = database.open('chatsphere_workers')
  troubles = []
  bus = new PostgresBus({ db, onTrouble: (trouble) => troubles.push(trouble) })
})

async function countQueued(): Promise<number> {
  return database.open().prisma.queued.count({ where: { consumer: 'delivery' } })
}

test('what is published twice is delivered once: the inbox absorbs the repetition', async () => {
  await sendMore(5)
  await relayOutbox(db, bus)
  const rows = await database.open().prisma.outbox.findMany()
  expect(rows.every((row) => row.publishedAt !== null)).toBe(true)

  const live = new RecordingLive()
  const stop = bus.consume('delivery', createDeliveryConsumer(db, live))
  await until(async () => (await countQueued()) === 0)
  // A relay that was killed between publish and mark publishes all of it again.
  await database.open().prisma.outbox.updateMany({ data: { publishedAt: null, leasedUntil: null } })
  await relayOutbox(db, bus)
  await until(async () => (await countQueued()) === 0)
  await stop()

  const announced = live.heads.filter((head) => head.conversationId === conversationId)
  expect(Math.max(...announced.map((head) => head.revision))).toBe(5)
  const again = announced.filter((head) => head.revision === 5)
  expect(again).toHaveLength(1)
  expect(again[0]?.userIds).toHaveLength(2)
  const inbox = await database.open().prisma.inbox.count({ where: { consumer: 'delivery' } })
  const bound = rows.filter((row) => ['message.created.v1', 'conversation.opened.v1', 'cursor.moved.v1'].includes(row.topic))
  expect(inbox).toBe(bound.length)
  expect(troubles).toEqual([])
})

test('two relays at once carry each event once to each queue', async () => {
  await sendMore(30)
  await Promise.all([relayOutbox(db, bus), relayOutbox(database.open('chatsphere_workers'), bus)])
  const handled: string[] = []
  const stop = bus.consume('delivery', async (events) => void handled.push(...events.map((event) => event.id)))
  await until(async () => (await countQueued()) === 0)
  await stop()
  expect(handled).toHaveLength(30)
  expect(new Set(handled).size).toBe(30)
})

test('what the bus does not take stays in the outbox, and goes out with the next relay', async () => {
  await sendMore(3)
  const refusing = { publish: () => Promise.reject(new Error('No queue took it')) }
  await expect(relayOutbox(db, refusing)).rejects.toThrow('No queue took it')
  expect(await database.open().prisma.outbox.count({ where: { publishedAt: null } })).toBe(3)
  const published: string[] = []
  expect(await relayOutbox(db, bus, (events) => published.push(...events.map(({ id }) => id)))).toBe(3)
  expect(published).toHaveLength(3)
  expect(await database.open().prisma.outbox.count({ where: { publishedAt: null } })).toBe(0)
  await database.open().prisma.queued.deleteMany()
})

test('an event that cannot be handled fails alone and is tried again, its neighbours pass', async () => {
  await sendMore(3)
  await relayOutbox(db, bus)
  const events = await database.open().prisma.queued.findMany({ where: { consumer: 'delivery' }, orderBy: { createdAt: 'asc' } })
  const poison = events[1]?.eventId
  const passed = new Set<string>()
  const tries: string[] = []
  const stop = bus.consume('delivery', async (batch: readonly DomainEvent[]) => {
    if (batch.some((event) => event.id === poison)) {
      tries.push(...batch.map((event) => event.id))
      throw new Error('cannot be handled')
    }
    for (const event of batch) passed.add(event.id)
  })
  await until(async () => (await countQueued()) === 1)
  const left = await until(async () => {
    const row = await database.open().prisma.queued.findFirst({ where: { consumer: 'delivery' } })
    return row && row.attempts >= 2 ? row : undefined
  })
  await stop()
  expect(passed.size).toBe(2)
  expect(left).toMatchObject({ eventId: poison, lastError: 'cannot be handled', parkedAt: null })
  expect(tries.filter((id) => id === poison).length).toBeGreaterThanOrEqual(2)
})
