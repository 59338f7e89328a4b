import { openDatabase } from '@chatsphere/db'
import type { EventBus } from '@chatsphere/domain'
import { createTestDatabase, startTcpProxy, type TcpProxy, type TestDatabase } from '@chatsphere/testing'
import { type BusTestTiming, busTestTiming, eventBusConformance } from '@chatsphere/testing/conformance'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { PostgresBus } from './postgres-bus.ts'
import { PostgresDeadLetters } from './postgres-dead-letters.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await database.open().prisma.queued.deleteMany()
})
afterAll(async () => {
  await Promise.all([...processes.values()].map(({ end }) => end()))
  await database.drop()
})

/** Each bus has connections of its own, which can be broken. */
const processes = new Map<EventBus, { proxy: TcpProxy; end(): Promise<void> }>()

async function create(asked?: BusTestTiming): Promise<EventBus> {
  const url = new URL(database.url)
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) })
  url.host = `127.0.0.1:${proxy.port}`
  const db = openDatabase({ url: url.href, role: 'chatsphere_workers', poolMax: 3 })
  const bus = new PostgresBus({ db, onTrouble: () => undefined, timing: busTestTiming(asked) })
  const end = async () => {
    await db.close()
    await proxy.close()
  }
  processes.set(bus, { proxy, end })
  return bus
}

eventBusConformance({
  create,
  async interrupt() {
    for (const { proxy } of processes.values()) proxy.cut()
  },
  kill: (bus) => processes.get(bus)?.proxy.shut(),
  deadLetters: new PostgresDeadLetters(),
  database: () => database,
})
