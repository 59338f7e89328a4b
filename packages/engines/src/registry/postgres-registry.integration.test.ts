import { createTestDatabase, type TestDatabase, until } from '@chatsphere/testing'
import { registryConformance } from '@chatsphere/testing/conformance'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PostgresRegistry } from './postgres-registry.ts'
import { Registration } from './registration.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

registryConformance({
  registry: () => new PostgresRegistry(database.open('chatsphere_realtime')),
  endLease: async (id) =>
    void (await database.open().prisma.process.update({ where: { id }, data: { leaseUntil: new Date(0) } })),
})

test.each(['chatsphere_web', 'chatsphere_realtime', 'chatsphere_workers'] as const)(
  'as %s a process enters itself when it starts, with its load, and is gone when it ends',
  async (role) => {
    const registry = new PostgresRegistry(database.open(role))
    const registration = new Registration({
      registry,
      name: 'realtime',
      url: null,
      version: '1.2.3',
      sockets: () => 4,
      onError(error) {
        throw error
      },
    })
    await until(async () => (await registry.list()).length > 0)
    expect(await registry.list()).toMatchObject([{ version: '1.2.3', sockets: 4 }])
    await registration.end()
    expect(await registry.list()).toEqual([])
  },
)
