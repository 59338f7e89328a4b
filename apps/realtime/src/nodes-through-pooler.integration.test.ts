import { startPgBouncer } from '@chatsphere/testing'
import { afterAll, describe } from 'vitest'
import { testEngines } from './test-node.ts'

/** Fewer than any one of the processes that share them may ask for. */
const poolSize = 4
const url = process.env.TEST_DATABASE_URL
const isThere = process.env.TEST_PGBOUNCER !== undefined && url !== undefined
if (isThere) testEngines.pooler = await startPgBouncer({ url, poolSize })
afterAll(() => testEngines.pooler?.stop())

/** All that nodes do on PostgreSQL itself they do through a pooler in transaction mode. */
describe.skipIf(!isThere)('through a pooler', () => {
  describe('nodes', async () => {
    await import('./node.integration.test.ts')
  })
  describe('presence', async () => {
    await import('./presence.integration.test.ts')
  })
})
