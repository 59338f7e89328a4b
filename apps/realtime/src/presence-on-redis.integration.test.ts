import { describe } from 'vitest'
import { testEngines } from './test-node.ts'

/** What is seen of others on PostgreSQL alone is seen with Redis beside it. */
testEngines.redisUrl = process.env.TEST_REDIS_URL

describe.skipIf(testEngines.redisUrl === undefined)('presence with Redis', async () => {
  await import('./presence.integration.test.ts')
})
