import { type Database, type Statement, statement } from '@chatsphere/db'
import { PostgresPresence, PostgresPresenceNode, sweepPresence } from '@chatsphere/engines'
import { createLogger } from '@chatsphere/runtime'
import { createTestDatabase, RecordingLive, type TestDatabase, until } from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PresenceKeeper } from './presence-keeper.ts'

let database: TestDatabase
let db: Database
let live: RecordingLive
let presence: PostgresPresence
let userId: string

beforeAll(async () => {
  database = await createTestDatabase()
  db = database.open('chatsphere_realtime')
  presence = new PostgresPresence(db)
})
afterAll(() => database.drop())
beforeEach(() => {
  live = new RecordingLive()
  userId = uuidv7()
})

function keeperOn(node: PostgresPresenceNode): PresenceKeeper {
  return new PresenceKeeper({ node, live, logger: createLogger('test', 'silent') })
}
const devices = async () => (await presence.devicesOf([userId]))[0]?.devices
const timesTold = () => live.presence.filter((told) => told === userId).length

/** A node whose statement of this name waits until it is released. */
function heldAt(name: string) {
  const { promise: gate, resolve: release } = Promise.withResolvers<void>()
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>()
  let held = false
  const slow = {
    async query<Row>(sql: Statement, values?: readonly unknown[]) {
      const rows = await db.query<Row>(sql, values)
      if (held && sql.name === name) {
        reach()
        await gate
      }
      return rows
    },
  }
  const hold = () => {
    held = true
  }
  return { node: new PostgresPresenceNode(slow, uuidv7()), hold, reached, release }
}

test('a disconnect while the lease is being renewed leaves nobody here', async () => {
  const { node, hold, release } = heldAt('renew-presence-lease')
  const keeper = keeperOn(node)
  await keeper.renew()
  keeper.connected(userId, 's1')
  await until(async () => (await devices()) === 'active')
  hold()
  const renewing = keeper.renew()
  keeper.disconnected('s1')
  release()
  await renewing
  await until(async () => (await devices()) === 'none')
  await keeper.renew()
  expect(await devices()).toBe('none')
  await keeper.leave()
})

test('who closes one connection and opens the next at once was never gone', async () => {
  const keeper = keeperOn(new PostgresPresenceNode(db, uuidv7()))
  await keeper.renew()
  keeper.connected(userId, 's1')
  await until(() => timesTold() === 1)
  keeper.disconnected('s1')
  keeper.connected(userId, 's2')
  await until(() => timesTold() === 3)
  expect(await devices()).toBe('active')
  await keeper.leave()
})

test('a device that turns idle and back while the engine is slow is written as it is at last', async () => {
  const { node, hold, reached, release } = heldAt('update-presence-idle')
  const keeper = keeperOn(node)
  await keeper.renew()
  keeper.connected(userId, 's1')
  await until(() => timesTold() === 1)
  hold()
  keeper.idle('s1', true)
  await reached
  for (const idle of [false, true, false, true, false]) keeper.idle('s1', idle)
  release()
  await until(() => timesTold() === 3)
  expect(await devices()).toBe('active')
  await keeper.leave()
})

test('a node that was given up for dead while it paused shows its users again when it is back, idle or not', async () => {
  const keeper = keeperOn(new PostgresPresenceNode(db, uuidv7()))
  await keeper.renew()
  keeper.connected(userId, 's1')
  keeper.idle('s1', true)
  await until(() => timesTold() === 2)
  await db.query(statement('test-lapse', "UPDATE presence_schema.node SET lease_until = now() - interval '1 s'"))
  expect(await sweepPresence({ redis: undefined, db })).toContain(userId)
  expect(await devices()).toBe('none')
  await keeper.renew()
  expect(timesTold()).toBe(3)
  expect(await devices()).toBe('idle')
  await keeper.leave()
})

test('a node that closes tells of its users before it is gone, and of none that close after it', async () => {
  const keeper = keeperOn(new PostgresPresenceNode(db, uuidv7()))
  await keeper.renew()
  keeper.connected(userId, 's1')
  await until(() => timesTold() === 1)
  await keeper.leave()
  expect(timesTold()).toBe(2)
  expect(await devices()).toBe('none')
})
