import { describe } from 'vitest'
import { testEngines } from './test-node.ts'

/** All that nodes do on PostgreSQL alone they do with Redis beside it. */
testEngines.redisUrl = process.env.TEST_REDIS_URL

describe.skipIf(testEngines.redisUrl === undefined)('nodes with Redis', async () => {
  await import('./node.integration.test.ts')
})
