import { describe, expect, test } from 'vitest'
import { findRedisProblems } from './external-redis.ts'
import { findFreePort } from './ports.ts'

const redisUrl = process.env.TEST_REDIS_URL ?? ''

test('a Redis that is not there is told with its address', async () => {
  const port = await findFreePort('127.0.0.1')
  expect(await findRedisProblems(`redis://127.0.0.1:${port}`)).toEqual([
    `No Redis answers at 127.0.0.1:${port} (REDIS_URL): start it, or correct the address.`,
  ])
})

describe.skipIf(redisUrl === '')('with Redis', () => {
  test('nothing stands against it', async () => {
    expect(await findRedisProblems(redisUrl)).toEqual([])
  })

  test('a wrong password is told, and not repeated', async () => {
    const url = new URL(redisUrl)
    url.username = 'somebody'
    url.password = 'secret'
    const [problem, ...others] = await findRedisProblems(url.href)
    expect(problem).toContain('does not let "somebody" in')
    expect(problem).not.toContain('secret')
    expect(others).toEqual([])
  })

  test('so is a database that it does not have', async () => {
    const url = new URL(redisUrl)
    url.pathname = '/99999'
    expect(await findRedisProblems(url.href)).toEqual([expect.stringContaining('has no database 99999')])
  })
})
