import { createTestDatabase, type TestDatabase } from '@chatsphere/testing'
import { eventBusConformance } from '@chatsphere/testing/conformance'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { PostgresBus } from './postgres-bus.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  await database.open().prisma.queued.deleteMany()
})
afterAll(() => database.drop())

eventBusConformance({ create: () => new PostgresBus({ db: database.open('chatsphere_workers'), onError: () => undefined }) })
