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
  return new PresenceKeeper({ node, presence, live, logger: createLogger('test', 'silent') })
}
const statusOf = async () => (await presence.of([userId]))[0]?.status
const told = () => live.of('presence:changed').map((view) => view.status)

test('a disconnect while the lease is being renewed leaves nobody online', async () => {
  let release = () => {}
  let gate: Promise<void> | undefined
  const slow = {
    async query<Row>(sql: Statement, values?: readonly unknown[]) {
      const rows = await db.query<Row>(sql, values)
      if (sql.name === 'renew-presence-lease') await gate
      return rows
    },
  }
  const keeper = keeperOn(new PostgresPresenceNode(slow, uuidv7()))
  await keeper.renew()
  keeper.connected(userId, 's1')
  await until(async () => (await statusOf()) === 'online')
  gate = new Promise((resolve) => {
    release = resolve
  })
  const renewing = keeper.renew()
  keeper.disconnected(userId, 's1')
  release()
  await renewing
  await until(async () => (await statusOf()) === 'offline')
  await keeper.renew()
  expect(await statusOf()).toBe('offline')
  await keeper.leave()
})

test('a node that was given up for dead while it paused shows its users again when it is back', async () => {
  const keeper = keeperOn(new PostgresPresenceNode(db, uuidv7()))
  await keeper.renew()
  keeper.connected(userId, 's1')
  await until(() => told().length === 1)
  await db.query(statement('test-lapse', "UPDATE presence_schema.node SET lease_until = now() - interval '1 s'"))
  expect(await sweepPresence(db)).toContain(userId)
  expect(await statusOf()).toBe('offline')
  await keeper.renew()
  expect(told()).toEqual(['online', 'online'])
  await keeper.leave()
})

test('a node that closes shows its users as offline before it is gone', async () => {
  const keeper = keeperOn(new PostgresPresenceNode(db, uuidv7()))
  await keeper.renew()
  keeper.connected(userId, 's1')
  await until(() => told().length === 1)
  await keeper.leave()
  expect(told()).toEqual(['online', 'offline'])
  expect(await statusOf()).toBe('offline')
})
