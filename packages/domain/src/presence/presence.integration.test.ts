import type { PresenceView, SetStatusInput } from '@chatsphere/contracts'
import { statement } from '@chatsphere/db'
import { createMemoryLimits, PostgresPresenceNode } from '@chatsphere/engines'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDirect } from '../chat/index.ts'
import { createGroup, removeMember } from '../groups/index.ts'
import { getOwnState } from '../users/index.ts'
import { endExpiredStatuses } from './end-expired-statuses.ts'
import { listPresence } from './list-presence.ts'
import { setStatus } from './set-status.ts'

let database: TestDatabase
let ctx: TestCtx
let workers: TestCtx
let node: PostgresPresenceNode
let ada: TestAccount
let bob: TestAccount

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  workers = await createTestCtx(database.open('chatsphere_workers'))
  node = new PostgresPresenceNode(database.open('chatsphere_realtime'), uuidv7())
  await node.renew([])
})
afterAll(() => database.drop())
beforeEach(async () => {
  ada = await newAccount('ada')
  bob = await newAccount('bob')
  await openDirect(ctx, ada.actor, { userId: bob.actor.userId })
})

const newAccount = (name: string) => createAccountFor(ctx, `${name}${uuidv7().slice(-12)}`)
const connect = (who: TestAccount, id = who.actor.userId, idle = false) => node.connected({ id, userId: who.actor.userId, idle })
const disconnect = (who: TestAccount, id = who.actor.userId) => node.disconnected(id)
const choose = (who: TestAccount, status: SetStatusInput) => setStatus(ctx, who.actor, status)
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()

/** What bob sees of ada. */
async function seen(by: TestAccount = bob, of: TestAccount = ada): Promise<PresenceView | undefined> {
  return (await listPresence(ctx, by.actor, { userIds: [of.actor.userId] }))[0]
}
const setLastSeen = (who: TestAccount, lastSeen: string) =>
  database.open().prisma.userState.update({ where: { userId: who.actor.userId }, data: { settings: { lastSeen } } })
const block = (who: TestAccount, other: TestAccount) =>
  database.open().prisma.block.create({ data: { userId: who.actor.userId, blockedId: other.actor.userId } })
/** As if the time of a status had come. */
const expire = (who: TestAccount) =>
  database
    .open()
    .query(statement('test-expire', "UPDATE presence_schema.status SET expires_at = now() - interval '1 s' WHERE user_id = $1"), [
      who.actor.userId,
    ])
const wasSeen = (who: TestAccount, at: string) =>
  database
    .open()
    .query(
      statement(
        'test-seen',
        'INSERT INTO presence_schema.last_seen VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET at = excluded.at',
      ),
      [who.actor.userId, at],
    )

describe('what others see', () => {
  test.each([
    ['online', 'online', 'away'],
    ['away', 'away', 'away'],
    ['dnd', 'dnd', 'dnd'],
    ['invisible', 'offline', 'offline'],
  ] as const)(
    'of somebody who chose %s: %s with a device in use, %s with idle ones, offline without',
    async (status, inUse, idle) => {
      await choose(ada, { status })
      expect((await seen())?.status).toBe('offline')
      await connect(ada)
      expect((await seen())?.status).toBe(inUse)
      await node.idle(ada.actor.userId, true)
      expect((await seen())?.status).toBe(idle)
      await disconnect(ada)
      expect((await seen())?.status).toBe('offline')
    },
  )

  test('emoji, text and their end, also while nobody is there', async () => {
    const expiresAt = inMs(60_000)
    await choose(ada, { status: 'online', emoji: '🌴', text: 'on holiday', expiresAt })
    expect(await seen()).toMatchObject({ status: 'offline', emoji: '🌴', text: 'on holiday', expiresAt })
    await connect(ada)
    expect(await seen()).toMatchObject({ status: 'online', emoji: '🌴', text: 'on holiday', expiresAt })
    await disconnect(ada)
  })

  test('nothing that is over, however late the schedule is', async () => {
    await choose(ada, { status: 'dnd', emoji: '🌴', text: 'on holiday', expiresAt: inMs(60_000) })
    await connect(ada)
    await expire(ada)
    expect(await seen()).toEqual({
      userId: ada.actor.userId,
      status: 'online',
      lastSeenAt: null,
      emoji: null,
      text: null,
      expiresAt: null,
    })
    await disconnect(ada)
  })

  test('nothing of whom one shares no conversation with, or no longer', async () => {
    const eve = await newAccount('eve')
    expect(await seen(eve)).toBeUndefined()
    const memberIds = [eve.actor.userId]
    const { id } = await createGroup(ctx, ada.actor, { id: uuidv7(), kind: 'group', name: 'G', visibility: 'private', memberIds })
    expect((await seen(eve))?.status).toBe('offline')
    ctx.live.presence.length = 0
    await removeMember(ctx, ada.actor, { conversationId: id, userId: eve.actor.userId })
    expect(await seen(eve)).toBeUndefined()
    expect(await seen(ada, eve)).toBeUndefined()
    expect(ctx.live.presence).toEqual([eve.actor.userId])
  })

  test('of oneself what the others see', async () => {
    const alone = await newAccount('alone')
    await connect(alone)
    expect((await seen(alone, alone))?.status).toBe('online')
    await choose(alone, { status: 'invisible' })
    expect((await seen(alone, alone))?.status).toBe('offline')
  })

  test('of a disabled account nothing', async () => {
    await choose(ada, { status: 'dnd', text: 'busy' })
    await connect(ada)
    await database.open().prisma.user.update({ where: { id: ada.actor.userId }, data: { disabledAt: new Date() } })
    expect(await seen()).toMatchObject({ status: 'offline', lastSeenAt: null, text: null })
  })

  test.each(['by the one who looks', 'by the one who is looked at'])('of somebody blocked %s nothing', async (by) => {
    await choose(ada, { status: 'dnd', text: 'busy' })
    await connect(ada)
    await disconnect(ada)
    await connect(ada)
    await (by === 'by the one who looks' ? block(bob, ada) : block(ada, bob))
    expect(await seen()).toEqual({
      userId: ada.actor.userId,
      status: 'offline',
      lastSeenAt: null,
      emoji: null,
      text: null,
      expiresAt: null,
    })
    await disconnect(ada)
    expect((await seen())?.lastSeenAt).toBeNull()
  })
})

describe('last seen', () => {
  test('is when the last device went, and is not told while one is there', async () => {
    await connect(ada)
    expect(await seen()).toMatchObject({ status: 'online', lastSeenAt: null })
    const before = Date.now()
    await disconnect(ada)
    const at = Date.parse((await seen())?.lastSeenAt ?? '')
    expect(at).toBeGreaterThanOrEqual(before - 1_000)
    expect(at).toBeLessThanOrEqual(Date.now() + 1_000)
  })

  test('is hidden by who hides it, and from who hides it', async () => {
    await wasSeen(ada, '2026-01-01T00:00:00.000Z')
    await wasSeen(bob, '2026-01-01T00:00:00.000Z')
    expect((await seen())?.lastSeenAt).toBe('2026-01-01T00:00:00.000Z')
    await setLastSeen(ada, 'nobody')
    expect((await seen())?.lastSeenAt).toBeNull()
    expect((await seen(ada, bob))?.lastSeenAt).toBeNull()
    await setLastSeen(ada, 'contacts')
    expect((await seen())?.lastSeenAt).toBe('2026-01-01T00:00:00.000Z')
  })
})

describe('invisible', () => {
  const old = '2026-01-01T00:00:00.000Z'

  test('looks like leaving at that moment, and says nothing of what one says', async () => {
    await wasSeen(ada, old)
    await connect(ada)
    const before = Date.now()
    await choose(ada, { status: 'invisible', text: 'secret', emoji: '🌴', expiresAt: inMs(60_000) })
    const view = await seen()
    expect(view).toMatchObject({ status: 'offline', emoji: null, text: null, expiresAt: null })
    expect(Math.abs(Date.parse(view?.lastSeenAt ?? '') - before)).toBeLessThan(5_000)
    await disconnect(ada)
  })

  test('from afar leaves last seen as it was', async () => {
    await wasSeen(ada, old)
    await choose(ada, { status: 'invisible' })
    expect((await seen())?.lastSeenAt).toBe(old)
  })

  test('visits meanwhile never come out: not then, not when it ends, not when the status changes from afar', async () => {
    await wasSeen(ada, old)
    await choose(ada, { status: 'invisible' })
    for (let visit = 0; visit < 2; visit++) {
      await connect(ada)
      expect(await seen()).toMatchObject({ status: 'offline', lastSeenAt: old })
      await disconnect(ada)
      expect(await seen()).toMatchObject({ status: 'offline', lastSeenAt: old })
      await choose(ada, { status: 'invisible', text: `again ${visit}` })
    }
    await choose(ada, { status: 'online' })
    expect(await seen()).toMatchObject({ status: 'offline', lastSeenAt: old })
    await choose(ada, { status: 'dnd' })
    await choose(ada, { status: 'invisible' })
    expect(await seen()).toMatchObject({ status: 'offline', lastSeenAt: old })
    await choose(ada, { status: 'online' })
    await connect(ada)
    expect(await seen()).toMatchObject({ status: 'online', lastSeenAt: null })
    await disconnect(ada)
    expect(Date.parse((await seen())?.lastSeenAt ?? '')).toBeGreaterThan(Date.parse(old))
  })

  test.each(['before', 'after'])('and not when its time is over, %s the schedule has ended it', async (when) => {
    await wasSeen(ada, old)
    await choose(ada, { status: 'invisible', expiresAt: inMs(60_000) })
    await connect(ada)
    await disconnect(ada)
    await database.open().query(
      // The visit was before the end.
      statement('test-over', 'UPDATE presence_schema.status SET expires_at = clock_timestamp() WHERE user_id = $1'),
      [ada.actor.userId],
    )
    if (when === 'after') await endExpiredStatuses(workers)
    expect(await seen()).toMatchObject({ status: 'offline', lastSeenAt: old })
    await connect(ada)
    expect(await seen()).toMatchObject({ status: 'online' })
    await disconnect(ada)
    expect(Date.parse((await seen())?.lastSeenAt ?? '')).toBeGreaterThan(Date.parse(old))
  })

  test('and not when the node of the visit died and is swept later', async () => {
    await wasSeen(ada, old)
    const id = uuidv7()
    const dying = new PostgresPresenceNode(database.open('chatsphere_realtime'), id)
    await choose(ada, { status: 'invisible' })
    await dying.renew([{ id: 'a', userId: ada.actor.userId, idle: false }])
    await database.open().prisma.node.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1_000) } })
    expect(await seen()).toMatchObject({ status: 'offline', lastSeenAt: old })
    await choose(ada, { status: 'online' })
    expect(await seen()).toMatchObject({ status: 'offline', lastSeenAt: old })
  })
})

describe('choosing a status', () => {
  const ownChange = (userId: string) => ({ userId, userIds: [userId] })
  const eventsOf = (who: TestAccount) =>
    database.open().prisma.outbox.findMany({ where: { topic: 'status.changed.v1', key: who.actor.userId } })
  const revisionOf = async (who: TestAccount) =>
    Number((await database.open().prisma.userState.findUniqueOrThrow({ where: { userId: who.actor.userId } })).revision)

  test('answers it, takes a revision of one’s own, writes its event, and tells the own devices and the watchers', async () => {
    const before = await revisionOf(ada)
    ctx.live.emitted.length = 0
    ctx.live.presence.length = 0
    const expiresAt = inMs(60_000)
    const chosen = await choose(ada, { status: 'dnd', text: 'in a call', emoji: '📞', expiresAt })
    expect(chosen).toEqual({ status: 'dnd', text: 'in a call', emoji: '📞', expiresAt })
    expect((await getOwnState(ctx.db, ada.actor.userId)).status).toEqual(chosen)
    expect((await eventsOf(ada)).map(({ payload }) => payload)).toEqual([ownChange(ada.actor.userId)])
    expect(ctx.live.presence).toEqual([ada.actor.userId])
    expect(ctx.live.emitted.map(({ rooms }) => rooms)).toEqual([[`user:${ada.actor.userId}`]])
    expect(ctx.live.of('user:changed')).toMatchObject([{ from: before, through: before + 1, own: { status: chosen } }])
  })

  test('again changes nothing', async () => {
    await choose(ada, { status: 'dnd', text: 'busy' })
    const before = await revisionOf(ada)
    ctx.live.emitted.length = 0
    await choose(ada, { status: 'dnd', text: 'busy' })
    expect([await revisionOf(ada), ctx.live.emitted, (await eventsOf(ada)).length]).toEqual([before, [], 1])
  })

  test('what is left out is cleared', async () => {
    await choose(ada, { status: 'dnd', text: 'busy', emoji: '📞', expiresAt: inMs(60_000) })
    await choose(ada, { status: 'away', text: '' })
    expect(await getOwnState(ctx.db, ada.actor.userId)).toMatchObject({
      status: { status: 'away', text: null, emoji: null, expiresAt: null },
    })
  })

  test.each(['online', 'dnd'] as const)('%s until a moment that is past is refused and stores nothing', async (status) => {
    const refused = choose(ada, { status, expiresAt: inMs(-1) })
    await expect(refused).rejects.toMatchObject({ code: 'invalid_input', fields: { expiresAt: expect.any(String) } })
    expect(await database.open().prisma.status.count({ where: { userId: ada.actor.userId } })).toBe(0)
    expect(await eventsOf(ada)).toEqual([])
  })

  test('two at once both take a revision, and the last one stays', async () => {
    const before = await revisionOf(ada)
    const chosen = await Promise.all(['a', 'b', 'c', 'd'].map((text) => choose(ada, { status: 'dnd', text })))
    expect(await revisionOf(ada)).toBe(before + chosen.length)
    expect(chosen).toContainEqual((await getOwnState(ctx.db, ada.actor.userId)).status)
  })

  test('is limited per account', async () => {
    const limited = { ...ctx, limits: createMemoryLimits() }
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) => setStatus(limited, ada.actor, { status: 'dnd', text: `${index}` })),
    )
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused).toHaveLength(10)
    expect(refused[0]?.reason).toMatchObject({ code: 'rate_limited' })
  })
})

describe('the end of a status', () => {
  test('is a change of its own, made once by however many workers', async () => {
    const others = await Promise.all(Array.from({ length: 20 }, () => newAccount('other')))
    for (const who of others) {
      await choose(who, { status: 'dnd', text: 'busy', expiresAt: inMs(60_000) })
      await expire(who)
    }
    const ids = others.map(({ actor }) => actor.userId).sort()
    workers.live.emitted.length = 0
    workers.live.presence.length = 0
    await Promise.all(Array.from({ length: 4 }, () => endExpiredStatuses(workers)))
    expect(workers.live.presence.toSorted()).toEqual(ids)
    const told = workers.live.of('user:changed')
    expect(told.map(({ own }) => own?.account.id).sort()).toEqual(ids)
    for (const { from, through, own } of told) {
      expect([through - from, own?.status]).toEqual([1, { status: 'online', emoji: null, text: null, expiresAt: null }])
    }
    const where = { topic: 'status.changed.v1', key: { in: ids } }
    expect(await database.open().prisma.outbox.count({ where })).toBe(2 * ids.length)
    await endExpiredStatuses(workers)
    expect(await database.open().prisma.outbox.count({ where })).toBe(2 * ids.length)
  })

  test('does not touch one that was chosen meanwhile', async () => {
    await choose(ada, { status: 'dnd', expiresAt: inMs(60_000) })
    await expire(ada)
    const chosen = await choose(ada, { status: 'away', text: 'later' })
    await endExpiredStatuses(workers)
    expect((await getOwnState(ctx.db, ada.actor.userId)).status).toEqual(chosen)
  })
})
