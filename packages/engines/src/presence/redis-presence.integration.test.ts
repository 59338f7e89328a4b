import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase, until } from '@chatsphere/testing'
import { presenceConformance } from '@chatsphere/testing/conformance'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RedisLink } from '../redis/redis-link.ts'
import { RedisPresence, RedisPresenceNode, sweepRedisPresence } from './redis-presence.ts'

const redisUrl = process.env.TEST_REDIS_URL ?? ''

describe.skipIf(redisUrl === '')('in Redis', () => {
  let database: TestDatabase
  let link: RedisLink
  beforeAll(async () => {
    database = await createTestDatabase()
    link = new RedisLink({
      url: redisUrl,
      name: 'test',
      prefix: `test-${randomUUID()}:`,
      onError(error) {
        throw error
      },
    })
    await until(() => link.client.status === 'ready')
  })
  afterAll(async () => {
    await forget()
    link.close()
    await database.drop()
  })

  const presence = () => new RedisPresence(link, database.open('chatsphere_web'))
  const createNode = () => {
    const id = randomUUID()
    return {
      node: new RedisPresenceNode(link, database.open('chatsphere_realtime'), id),
      endLease: async () => void (await link.client.zadd(`${link.prefix}presence:nodes`, 1_000, id)),
    }
  }
  const sweep = () => sweepRedisPresence(link, database.open('chatsphere_workers'))
  /** As FLUSHALL would, of what is ours. */
  async function forget(): Promise<void> {
    const keys = await link.client.keys(`${link.prefix}*`)
    if (keys.length > 0) await link.client.del(keys)
  }

  presenceConformance({ presence, createNode, sweep })

  test('after everything was forgotten nobody is there, and the next renewal brings all back', async () => {
    const { node } = createNode()
    const userId = randomUUID()
    await node.renew([])
    await node.connected({ id: 'a', userId, idle: false })
    await forget()
    expect(await presence().devicesOf([userId])).toEqual([{ userId, devices: 'none', lastSeenAt: null }])
    await node.connected({ id: 'b', userId, idle: true })
    expect(await presence().devicesOf([userId])).toEqual([{ userId, devices: 'none', lastSeenAt: null }])
    const connections = [
      { id: 'a', userId, idle: false },
      { id: 'b', userId, idle: true },
    ]
    expect(await node.renew(connections)).toEqual([userId])
    expect(await presence().devicesOf([userId])).toEqual([{ userId, devices: 'active', lastSeenAt: null }])
    await node.leave()
  })

  test('while Redis is away nobody can be looked up, and that is said', async () => {
    const away = new RedisLink({ url: 'redis://127.0.0.1:1', name: 'test', onError: () => undefined })
    const asked = new RedisPresence(away, database.open('chatsphere_web')).devicesOf([randomUUID()])
    await expect(asked).rejects.toMatchObject({ code: 'unavailable' })
    away.close()
  })

  test('more connections than one script takes are there, and go', async () => {
    const { node, endLease } = createNode()
    const connections = Array.from({ length: 1_201 }, (_, index) => ({
      id: `${index}`,
      userId: randomUUID(),
      idle: index % 2 === 0,
    }))
    expect(await node.renew(connections)).toHaveLength(1_201)
    const some = connections.slice(-2).map(({ userId }) => userId)
    expect((await presence().devicesOf(some)).map(({ devices }) => devices)).toEqual(['active', 'idle'])
    await endLease()
    expect(await sweep()).toHaveLength(1_201)
    expect(await link.client.keys(`${link.prefix}*`)).toEqual([])
  })

  test('nothing is left in Redis of whoever has left', async () => {
    const { node } = createNode()
    await node.renew([])
    await node.connected({ id: 'a', userId: randomUUID(), idle: false })
    await node.disconnected('a')
    await node.leave()
    expect(await link.client.keys(`${link.prefix}*`)).toEqual([])
  })
})
