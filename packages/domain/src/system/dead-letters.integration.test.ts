import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import { listDeadLetters } from './list-dead-letters.ts'
import { replayDeadLetter, unsafeReplayDeadLetter } from './replay-dead-letter.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let admin: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, 'ada')
  admin = { ...(await createAccountFor(ctx, 'boss')).actor, role: 'admin' }
})
afterAll(() => database.drop())

const consumer = 'delivery' as const
let eventId: string
beforeEach(async () => {
  eventId = uuidv7()
  await database.open().prisma.queued.deleteMany()
  await database.open().prisma.queued.create({
    data: {
      consumer,
      eventId,
      topic: 'user.registered.v1',
      key: 'key',
      payload: {},
      requestId: 'request-1',
      createdAt: new Date(0),
      attempts: 10,
      parkedAt: new Date(1),
      lastError: 'cannot be handled',
    },
  })
})

const replays = () =>
  database.open().prisma.outbox.findMany({ where: { topic: 'dead_letter.replayed.v1', key: eventId }, select: { payload: true } })

test('an admin sees what a consumer gave up on and why, puts it back, and that is on record', async () => {
  expect(await listDeadLetters(ctx, admin, {})).toEqual([
    {
      consumer,
      eventId,
      topic: 'user.registered.v1',
      tries: 10,
      requestId: 'request-1',
      lastError: 'cannot be handled',
      createdAt: new Date(0).toISOString(),
      parkedAt: new Date(1).toISOString(),
    },
  ])
  await replayDeadLetter(ctx, admin, { consumer, eventId })
  expect(await listDeadLetters(ctx, admin, {})).toEqual([])
  const row = await database.open().prisma.queued.findFirst({ where: { eventId } })
  expect(row).toMatchObject({ parkedAt: null, attempts: 0 })
  expect(await replays()).toEqual([{ payload: { actorId: admin.userId, consumer, eventId } }])
})

test('of two admins who put the same one back one is told that it is gone, and there is one record', async () => {
  const outcomes = await Promise.allSettled([1, 2].map(() => replayDeadLetter(ctx, admin, { consumer, eventId })))
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
  expect(refused).toEqual(['not_found'])
  expect(await replays()).toHaveLength(1)
})

test('the command has no actor, and answers whether there was one', async () => {
  expect(await unsafeReplayDeadLetter(ctx, { consumer, eventId })).toBe(true)
  expect(await unsafeReplayDeadLetter(ctx, { consumer, eventId })).toBe(false)
  expect(await replays()).toEqual([{ payload: { actorId: null, consumer, eventId } }])
})

test('nobody else may see or do that', async () => {
  await expect(listDeadLetters(ctx, ada.actor, {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(replayDeadLetter(ctx, ada.actor, { consumer, eventId })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await listDeadLetters(ctx, admin, {})).toHaveLength(1)
})
