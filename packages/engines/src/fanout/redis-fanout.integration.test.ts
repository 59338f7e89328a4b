import { randomUUID } from 'node:crypto'
import { startTcpProxy, type TcpProxy, until } from '@chatsphere/testing'
import { fanoutConformance } from '@chatsphere/testing/conformance'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RedisLink } from '../redis/redis-link.ts'
import type { FanoutFrame } from './fanout.ts'
import { RedisFanout } from './redis-fanout.ts'

const redisUrl = process.env.TEST_REDIS_URL ?? ''

describe.skipIf(redisUrl === '')('over Redis', () => {
  const prefix = `test-${randomUUID()}:`
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const links: RedisLink[] = []
  let proxy: TcpProxy
  let direct: Redis
  beforeAll(async () => {
    const { hostname, port } = new URL(redisUrl)
    proxy = await startTcpProxy({ host: hostname, port: Number(port || 6379) })
    direct = new Redis(redisUrl)
  })
  afterAll(async () => {
    for (const link of links) link.close()
    direct.disconnect()
    await proxy.close()
  })

  function create(): RedisFanout {
    const url = new URL(redisUrl)
    url.host = `127.0.0.1:${proxy.port}`
    const link = new RedisLink({ url: url.href, name: 'test', prefix, onError })
    links.push(link)
    return new RedisFanout({ link, onError })
  }
  /** As a process that has run for a while. */
  const connected = async () => {
    const fanout = create()
    await until(() => links.at(-1)?.client.status === 'ready')
    return fanout
  }
  const frame = (payload: unknown, room: `user:${string}`): FanoutFrame => ({
    kind: 'emit',
    rooms: [room],
    name: 'message:changed',
    payload,
  })

  fanoutConformance({ create: connected, errors, breakLinks: async () => proxy.cut() })

  test('a frame does not travel to who holds none of its rooms, nor to who has left the last', async () => {
    const [one, two] = [create(), create()]
    const heard: string[] = []
    const listenerOf = (name: string) => ({ onFrame: () => heard.push(name), onGap: () => undefined })
    await one.subscribe(listenerOf('one'))
    await two.subscribe(listenerOf('two'))
    await one.hold('user:a')
    await two.hold('user:b')
    const publisher = await connected()
    publisher.publish(frame('to a', 'user:a'))
    await until(() => heard.length === 1)
    expect(await direct.pubsub('NUMSUB', `${prefix}room:user:a`, `${prefix}room:user:b`)).toEqual([
      `${prefix}room:user:a`,
      1,
      `${prefix}room:user:b`,
      1,
    ])
    one.release('user:a')
    await until(async () => (await direct.pubsub('NUMSUB', `${prefix}room:user:a`))[1] === 0)
    publisher.publish(frame('to a', 'user:a'))
    publisher.publish({ kind: 'presence', userIds: ['x'] })
    await until(() => heard.length === 3)
    expect(heard.sort()).toEqual(['one', 'one', 'two'])
    await Promise.all([one, two, publisher].map((fanout) => fanout.close()))
  })

  test('without Redis it begins all the same, publishing waits for nothing, and what was held is heard after a gap', async () => {
    proxy.shut()
    const fanout = create()
    const heard = { frames: 0, gaps: 0 }
    await fanout.subscribe({ onFrame: () => heard.frames++, onGap: () => heard.gaps++ })
    await fanout.hold('user:a')
    fanout.publish(frame('into nothing', 'user:a'))
    proxy.open()
    await until(() => heard.gaps === 1)
    const publisher = await connected()
    publisher.publish(frame('to a', 'user:a'))
    await until(() => heard.frames === 1)
    await Promise.all([fanout, publisher].map((each) => each.close()))
  })

  test('texts that cannot be read, as from another version, harm neither the node nor what comes after', async () => {
    const frames: FanoutFrame[] = []
    const fanout = create()
    await fanout.subscribe({ onFrame: (received) => frames.push(received), onGap: () => undefined })
    const texts = ['', 'x', 'somebody 1 {"kind":"of the next version"}', 'somebody 2 null', 'somebody 3 {']
    for (const text of [...texts, 'somebody 4 {"kind":"end-session","sessionId":"s"}']) await direct.publish(`${prefix}all`, text)
    await until(() => frames.length === 1)
    expect(frames).toEqual([{ kind: 'end-session', sessionId: 's' }])
    await fanout.close()
  })
})
