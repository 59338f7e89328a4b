import { startTcpProxy, until } from '@chatsphere/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { openRedis, type RedisLink } from './redis-link.ts'

const redisUrl = process.env.TEST_REDIS_URL ?? ''

describe.skipIf(redisUrl === '')('the link to Redis', () => {
  const links: RedisLink[] = []
  afterEach(() => {
    for (const link of links.splice(0)) link.close()
  })
  async function open(port?: number) {
    const errors: unknown[] = []
    const url = new URL(redisUrl)
    if (port !== undefined) url.host = `127.0.0.1:${port}`
    const link = await openRedis({ url: url.href, name: 'test', onError: (error) => errors.push(error) })
    if (!link) throw new Error('There is a URL')
    links.push(link)
    return { link, errors }
  }

  test('can be used at once when it is open', async () => {
    const { link, errors } = await open()
    await link.check()
    expect(errors).toEqual([])
  })

  test('opens where there is no Redis, says so once however often it tries, and works as soon as there is one', async () => {
    const { hostname, port } = new URL(redisUrl)
    const proxy = await startTcpProxy({ host: hostname, port: Number(port || 6379) })
    proxy.shut()
    const { link, errors } = await open(proxy.port)
    let tries = 0
    link.client.on('connecting', () => tries++)
    await until(() => tries > 2)
    expect(errors).toHaveLength(1)
    await expect(link.check()).rejects.toThrow()
    await expect(link.ask((client) => client.ping())).rejects.toMatchObject({ code: 'unavailable' })
    proxy.open()
    await until(() => link.client.status === 'ready')
    await link.check()
    await proxy.close()
  })

  test('what Redis understands and refuses is a defect, and stays one', async () => {
    const { link } = await open()
    await expect(link.ask((client) => client.call('NO-SUCH-COMMAND'))).rejects.toMatchObject({ name: 'ReplyError' })
  })
})
