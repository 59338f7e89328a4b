import type pg from 'pg'
import type { RedisLink } from '../redis/redis-link.ts'
import type { Fanout } from './fanout.ts'
import { PostgresFanout } from './postgres-fanout.ts'
import { RedisFanout } from './redis-fanout.ts'

/** The fan-out of a process: through Redis where there is one, else through PostgreSQL; `listenUrl` must reach that itself, not through a pooler. */
export function createFanout(options: {
  redis: RedisLink | undefined
  pool: pg.Pool
  listenUrl: string
  role?: string
  onError: (error: unknown) => void
}): Fanout {
  const { redis, onError, ...postgres } = options
  return redis ? new RedisFanout({ link: redis, onError }) : new PostgresFanout({ ...postgres, onError })
}
