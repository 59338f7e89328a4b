import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { presenceConformance } from '@chatsphere/testing/conformance'
import { afterAll, beforeAll } from 'vitest'
import { PostgresPresence, PostgresPresenceNode, sweepPostgresPresence } from './postgres-presence.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

presenceConformance({
  presence: () => new PostgresPresence(database.open('chatsphere_web')),
  createNode() {
    const id = randomUUID()
    const leaseUntil = new Date(0)
    return {
      node: new PostgresPresenceNode(database.open('chatsphere_realtime'), id),
      endLease: async () => void (await database.open().prisma.node.update({ where: { id }, data: { leaseUntil } })),
    }
  },
  sweep: () => sweepPostgresPresence(database.open('chatsphere_workers')),
})
