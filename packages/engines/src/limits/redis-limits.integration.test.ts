import { randomUUID } from 'node:crypto'
import { defaultServerSettings } from '@chatsphere/contracts'
import { type RateLimitName, rateLimits } from '@chatsphere/domain'
import { startTcpProxy, type TcpProxy, until } from '@chatsphere/testing'
import { limitsConformance } from '@chatsphere/testing/conformance'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RedisLink } from '../redis/redis-link.ts'
import { createRedisLimits } from './redis-limits.ts'

const redisUrl = process.env.TEST_REDIS_URL ?? ''

describe.skipIf(redisUrl === '')('in Redis', () => {
  const prefix = `test-${randomUUID()}:`
  const links: RedisLink[] = []
  let proxy: TcpProxy
  beforeAll(async () => {
    const { hostname, port } = new URL(redisUrl)
    proxy = await startTcpProxy({ host: hostname, port: Number(port || 6379) })
    await open()
  })
  afterAll(async () => {
    const link = await open()
    const keys = await link.client.keys(`${prefix}*`)
    if (keys.length > 0) await link.client.del(keys)
    for (const each of links) each.close()
    await proxy.close()
  })

  async function open(): Promise<RedisLink> {
    const url = new URL(redisUrl)
    url.host = `127.0.0.1:${proxy.port}`
    const link = new RedisLink({ url: url.href, name: 'test', prefix, onError: () => undefined })
    links.push(link)
    await until(() => link.client.status === 'ready')
    return link
  }
  const untouched = { get: async () => defaultServerSettings }
  const name: RateLimitName = 'passwordPerAccount'
  const { points } = rateLimits[name]

  limitsConformance({
    create: (settings) => {
      const [link] = links
      if (!link) throw new Error('There is no link')
      return createRedisLimits(link, settings)
    },
  })

  test('of all processes together no more pass than there are', async () => {
    const processes = [createRedisLimits(await open(), untouched), createRedisLimits(await open(), untouched)]
    const key = randomUUID()
    const tries = processes.flatMap((limits) => Array.from({ length: points }, () => limits.consume(name, key)))
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(points)
  })

  test('while Redis is away each process counts for itself, at once and never not at all', async () => {
    const link = await open()
    const limits = createRedisLimits(link, untouched)
    const key = randomUUID()
    await limits.consume(name, key)
    proxy.shut()
    await until(() => link.client.status !== 'ready')
    for (let used = 0; used < points; used++) await limits.consume(name, key)
    await expect(limits.consume(name, key)).rejects.toMatchObject({ code: 'rate_limited' })
    proxy.open()
    await until(() => link.client.status === 'ready')
    await limits.consume(name, key)
  })
})
