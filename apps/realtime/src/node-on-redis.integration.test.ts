import { describe } from 'vitest'
import { testEngines } from './test-node.ts'

/** All that nodes do on PostgreSQL alone they do with Redis beside it. */
testEngines.redisUrl = process.env.TEST_REDIS_URL

describe.skipIf(testEngines.redisUrl === undefined)('with Redis', () => {
  describe('nodes', async () => void (await import('./node.integration.test.ts')))
  describe('presence', async () => void (await import('./presence.integration.test.ts')))
  describe('authorization', async () => void (await import('./authorization.integration.test.ts')))
})
