import type { PresenceView, SetStatusInput } from '@chatsphere/contracts'
import { createGroup, endExpiredStatuses, type Live, openDirect, removeMember, setStatus } from '@chatsphere/domain'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testAuthSecret,
  testIssuer,
  until,
} from '@chatsphere/testing'
import { io, type Socket } from 'socket.io-client'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestEngines, startTestNode, type TestNode, testEngines } from './test-node.ts'

let database: TestDatabase
/** What acts in web and workers use: their words go to the nodes. */
let ctx: Omit<TestCtx, 'live'> & { live: Live }
let workers: Pick<typeof ctx, 'db' | 'live'>
let quiet: TestCtx
let engines: Awaited<ReturnType<typeof openTestEngines>>
const nodes: TestNode[] = []
const sockets: Socket[] = []
let ada: TestAccount
let bob: TestAccount
let fence: TestAccount

beforeAll(async () => {
  database = await createTestDatabase({ through: testEngines.pooler })
  quiet = await createTestCtx(database.open('chatsphere_web'))
  engines = await openTestEngines(database.open(), database.url)
  const { live } = engines
  ctx = { ...quiet, live }
  workers = { db: database.open('chatsphere_workers'), live }
  for (let index = 0; index < 2; index++) {
    nodes.push(await startTestNode({ databaseUrl: database.url, authSecret: testAuthSecret, issuer: testIssuer }))
  }
})
afterAll(async () => {
  await engines.close()
  await Promise.all(nodes.map((node) => node.close()))
  await database.drop()
})
beforeEach(async () => {
  ada = await newAccount('ada')
  bob = await newAccount('bob')
  fence = await newAccount('fence')
  await openDirect(quiet, bob.actor, { userId: ada.actor.userId })
  await openDirect(quiet, bob.actor, { userId: fence.actor.userId })
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.disconnect()
})

const newAccount = (name: string) => createAccountFor(quiet, `${name}${uuidv7().slice(-12)}`)
const choose = (who: TestAccount, status: SetStatusInput) => setStatus(ctx, who.actor, status)

async function connect(who: TestAccount, on: 0 | 1): Promise<Socket> {
  const socket = io(nodes[on]?.url ?? '', {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: { token: who.tokens.accessToken },
  })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve)
    socket.on('connect_error', reject)
  })
  return socket
}
const say = (socket: Socket, idle: boolean) => socket.timeout(5_000).emitWithAck('presence:idle', { idle })

/** What one device is told of people, on the first node; those that it watches have theirs on the second one. */
class Watcher {
  readonly events: PresenceView[] = []
  readonly #views = new Map<string, PresenceView>()
  readonly #socket: Socket

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('presence:changed', (view: PresenceView) => {
      this.events.push(view)
      this.#views.set(view.userId, view)
    })
  }

  static async open(who: TestAccount, watched: readonly TestAccount[]): Promise<Watcher> {
    const watcher = new Watcher(await connect(who, 0))
    await watcher.watch(watched)
    return watcher
  }

  async watch(watched: readonly TestAccount[]): Promise<string[]> {
    const userIds = watched.map(({ actor }) => actor.userId)
    const answer = await this.#socket.timeout(5_000).emitWithAck('presence:watch', { userIds })
    const presence: PresenceView[] = answer.data.presence
    for (const view of presence) this.#views.set(view.userId, view)
    return presence.map(({ userId }) => userId)
  }

  of(who: TestAccount): PresenceView | undefined {
    return this.#views.get(who.actor.userId)
  }

  /** Waits for a view in which `status` and whatever else is named is so. */
  until(who: TestAccount, wanted: Partial<PresenceView>, timeoutMs = 10_000): Promise<PresenceView> {
    const holds = (view: PresenceView) =>
      Object.entries(wanted).every(([name, value]) => view[name as keyof PresenceView] === value)
    return until(
      () => {
        const view = this.of(who)
        return view && holds(view) ? view : undefined
      },
      { timeoutMs, what: JSON.stringify(wanted) },
    )
  }

  eventsOf(who: TestAccount): PresenceView[] {
    return this.events.filter(({ userId }) => userId === who.actor.userId)
  }
}

/** Whatever was announced before has been told after it: two changes of one person are told a second apart, as late as anything may be. */
async function passFence(watcher: Watcher): Promise<void> {
  for (const text of ['one', 'two', 'three']) {
    await choose(fence, { status: 'online', text: `${text} ${uuidv7()}` })
    const { text: latest } = (await quiet.db.prisma.status.findUnique({ where: { userId: fence.actor.userId } })) ?? {}
    await watcher.until(fence, { text: latest ?? '' })
  }
}

describe('a watcher on another node', () => {
  test('sees devices come, turn idle and go, the last of several deciding', async () => {
    const watcher = await Watcher.open(bob, [ada])
    expect(watcher.of(ada)).toMatchObject({ status: 'offline', lastSeenAt: null })
    const laptop = await connect(ada, 1)
    await watcher.until(ada, { status: 'online' })
    const phone = await connect(ada, 0)
    await say(laptop, true)
    await say(phone, true)
    await watcher.until(ada, { status: 'away' })
    await say(phone, false)
    await watcher.until(ada, { status: 'online' })
    phone.disconnect()
    await watcher.until(ada, { status: 'away' })
    const before = performance.now()
    laptop.disconnect()
    const seen = await watcher.until(ada, { status: 'offline' })
    expect(performance.now() - before).toBeLessThan(10_000)
    expect(Math.abs(Date.parse(seen.lastSeenAt ?? '') - Date.now())).toBeLessThan(10_000)
  })

  test.each([
    ['dnd', 'dnd'],
    ['away', 'away'],
    ['invisible', 'offline'],
    ['online', 'online'],
  ] as const)('sees %s as %s, with what is said', async (status, shown) => {
    await connect(ada, 1)
    const watcher = await Watcher.open(bob, [ada])
    await watcher.until(ada, { status: 'online' })
    await choose(ada, { status, text: 'in a call', emoji: '📞' })
    const said = status === 'invisible' ? { text: null, emoji: null } : { text: 'in a call', emoji: '📞' }
    await watcher.until(ada, { status: shown, ...said })
  })

  test('hears of several changes at once as one, with the last of them', async () => {
    const watcher = await Watcher.open(bob, [ada])
    for (let index = 0; index < 10; index++) await choose(ada, { status: 'online', text: `${index}` })
    await watcher.until(ada, { text: '9' })
    expect(watcher.eventsOf(ada).length).toBeLessThanOrEqual(3)
  })

  test('hears that a status is over from the workers, as do the own devices', async () => {
    const own = await connect(ada, 1)
    const ownChanges: string[] = []
    own.on('user:changed', (event: { own?: { status: { status: string } } }) => ownChanges.push(event.own?.status.status ?? ''))
    const watcher = await Watcher.open(bob, [ada])
    await choose(ada, { status: 'dnd', text: 'busy', expiresAt: new Date(Date.now() + 1_000).toISOString() })
    await watcher.until(ada, { status: 'dnd', text: 'busy' })
    await until(async () => {
      await endExpiredStatuses(workers)
      return watcher.of(ada)?.status === 'online'
    })
    expect(watcher.of(ada)).toMatchObject({ text: null, expiresAt: null })
    await until(() => ownChanges.length === 2)
    expect(ownChanges).toEqual(['dnd', 'online'])
  })

  test('of somebody on a node that died hears without anybody telling, within 30 s of the end of the lease', async () => {
    const id = uuidv7()
    const dead = engines.presenceNode(database.open('chatsphere_realtime'), id)
    await dead.renew([{ id: 's', userId: ada.actor.userId, idle: false }])
    const watcher = await Watcher.open(bob, [ada])
    expect(watcher.of(ada)?.status).toBe('online')
    const leaseUntil = new Date(Date.now() - 1)
    await engines.endLease(id, leaseUntil)
    const seen = await watcher.until(ada, { status: 'offline' }, 28_000)
    expect(seen.lastSeenAt).toBe(leaseUntil.toISOString())
  })
})

describe('nothing leaks', () => {
  /** All that somebody does who does not want to be noticed. */
  async function comeAndGo(): Promise<void> {
    const phone = await connect(ada, 1)
    await say(phone, true)
    await say(phone, false)
    phone.disconnect()
    await connect(ada, 0)
    await choose(ada, { status: 'invisible', text: 'secret' })
  }

  test('of somebody invisible: neither what they do, nor that they do anything', async () => {
    await choose(ada, { status: 'invisible' })
    const watcher = await Watcher.open(bob, [ada, fence])
    const before = watcher.of(ada)
    expect(before).toMatchObject({ status: 'offline', text: null })
    await comeAndGo()
    await passFence(watcher)
    expect(watcher.eventsOf(ada)).toEqual([])
    expect(await watcher.watch([ada, fence])).toContain(ada.actor.userId)
    expect(watcher.of(ada)).toEqual(before)
  })

  test.each(['by the watched one', 'by the watching one'])('to somebody blocked %s, also one who watched before', async (by) => {
    await connect(ada, 1)
    const watcher = await Watcher.open(bob, [ada, fence])
    await watcher.until(ada, { status: 'online' })
    const [userId, blockedId] = [ada.actor.userId, bob.actor.userId]
    const data = by === 'by the watched one' ? { userId, blockedId } : { userId: blockedId, blockedId: userId }
    await database.open().prisma.block.create({ data })
    ctx.live.announcePresence([ada.actor.userId])
    await watcher.until(ada, { status: 'offline', lastSeenAt: null, text: null })
    const events = watcher.eventsOf(ada).length
    await choose(ada, { status: 'dnd', text: 'not for bob' })
    await connect(ada, 0)
    await passFence(watcher)
    expect(watcher.eventsOf(ada)).toHaveLength(events)
  })

  test('to somebody who was blocked without a word to the nodes: at the next change nothing is told but that nothing is known', async () => {
    await connect(ada, 1)
    const watcher = await Watcher.open(bob, [ada, fence])
    await watcher.until(ada, { status: 'online' })
    await database.open().prisma.block.create({ data: { userId: ada.actor.userId, blockedId: bob.actor.userId } })
    await choose(ada, { status: 'dnd', text: 'not for bob' })
    await passFence(watcher)
    expect(watcher.eventsOf(ada).filter(({ status }) => status !== 'online')).toEqual([
      { userId: ada.actor.userId, status: 'offline', lastSeenAt: null, emoji: null, text: null, expiresAt: null },
    ])
  })

  test('to somebody with whom no conversation is shared any more, and to nobody who never shared one', async () => {
    const eve = await newAccount('eve')
    const memberIds = [eve.actor.userId]
    const { id } = await createGroup(ctx, ada.actor, { id: uuidv7(), kind: 'group', name: 'G', visibility: 'private', memberIds })
    await openDirect(quiet, eve.actor, { userId: fence.actor.userId })
    await connect(ada, 1)
    const watcher = await Watcher.open(eve, [ada, bob, fence])
    await watcher.until(ada, { status: 'online' })
    await removeMember(ctx, ada.actor, { conversationId: id, userId: eve.actor.userId })
    await choose(ada, { status: 'dnd', text: 'not for eve' })
    await choose(bob, { status: 'dnd', text: 'not for eve' })
    await passFence(watcher)
    expect([...watcher.eventsOf(ada), ...watcher.eventsOf(bob)].filter(({ text }) => text !== null)).toEqual([])
    expect(watcher.of(ada)).toMatchObject({ status: 'offline', text: null })
    expect(await watcher.watch([ada, bob, fence])).toEqual([fence.actor.userId])
  })

  test('of last seen, to who hides it and from who hides it', async () => {
    const hide = (who: TestAccount, lastSeen: string) =>
      database.open().prisma.userState.update({ where: { userId: who.actor.userId }, data: { settings: { lastSeen } } })
    for (const hiding of [ada, bob]) {
      await hide(hiding, 'nobody')
      const phone = await connect(ada, 1)
      const watcher = await Watcher.open(bob, [ada])
      await watcher.until(ada, { status: 'online' })
      phone.disconnect()
      await watcher.until(ada, { status: 'offline' })
      expect(watcher.events.map(({ lastSeenAt }) => lastSeenAt)).toEqual(watcher.events.map(() => null))
      await hide(hiding, 'contacts')
    }
  })

  test('a change of who may see what is found without a word of anybody', async () => {
    await connect(ada, 1)
    const watcher = await Watcher.open(bob, [ada])
    await watcher.until(ada, { status: 'online' })
    await database.open().prisma.block.create({ data: { userId: ada.actor.userId, blockedId: bob.actor.userId } })
    await watcher.until(ada, { status: 'offline' }, 28_000)
  })
})
