import { once } from 'node:events'
import { createServer } from 'node:net'
import { loadConfig } from '@chatsphere/config'
import type { Database } from '@chatsphere/db'
import { createFanout, createFanoutLive, createPresenceNode, openRedis } from '@chatsphere/engines'
import { createLogger } from '@chatsphere/runtime'
import { startNode } from './node.ts'

/** What stands between the nodes and PostgreSQL. */
interface TestPooler {
  through(url: string): string
  stop(): Promise<void>
}

/** What the tests of nodes run on. The `*-on-redis.integration.test.ts` and `*-through-pooler.integration.test.ts` set it and run them again. */
export const testEngines: { redisUrl: string | undefined; pooler: TestPooler | undefined } = {
  redisUrl: undefined,
  pooler: undefined,
}

/** What is beside the nodes, on the same engines: the word of a web process or of the workers, and the presence of a node. */
export async function openTestEngines(db: Database, databaseUrl: string) {
  const onError = (error: unknown) => {
    throw error
  }
  const redis = await openRedis({ url: testEngines.redisUrl, name: 'test', onError })
  const fanout = createFanout({ redis, db, listener: { url: databaseUrl }, onError })
  return {
    live: createFanoutLive(fanout),
    presenceNode: (nodeDb: Database, id: string) => createPresenceNode({ redis, db: nodeDb }, id),
    /** The lease of a node ends at a moment that is over. */
    async endLease(id: string, leaseUntil: Date): Promise<void> {
      if (redis) await redis.client.zadd(`${redis.prefix}presence:nodes`, leaseUntil.getTime(), id)
      else await db.prisma.node.update({ where: { id }, data: { leaseUntil } })
    },
    async close(): Promise<void> {
      await fanout.close()
      redis?.close()
    },
  }
}

export interface TestNode {
  readonly url: string
  close(): Promise<void>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** A node on a port of its own, for tests, with limits only on request. It takes the tokens that `issuer`, a loopback address, signs. */
export async function startTestNode(options: {
  databaseUrl: string
  authSecret: string
  issuer: string
  rateLimits?: boolean
  corsOrigins?: string
}): Promise<TestNode> {
  const port = await freePort()
  const config = loadConfig({
    DATABASE_URL: testEngines.pooler?.through(options.databaseUrl) ?? options.databaseUrl,
    DIRECT_DATABASE_URL: testEngines.pooler && options.databaseUrl,
    REDIS_URL: testEngines.redisUrl,
    AUTH_SECRET: options.authSecret,
    PUBLIC_URL: options.issuer,
    REALTIME_PORT: String(port),
    HOST: '127.0.0.1',
    PORT: '1',
    CORS_ORIGINS: options.corsOrigins,
    RATE_LIMITS: options.rateLimits ? 'on' : 'off',
  })
  const node = await startNode(config, createLogger('realtime', 'silent'))
  return { url: `http://127.0.0.1:${port}`, close: () => node.close() }
}
