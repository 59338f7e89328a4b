import type { Tx } from '@chatsphere/db'
import type { RedisLink } from '../redis/redis-link.ts'
import type { Fanout } from './fanout.ts'
import { PostgresFanout } from './postgres-fanout.ts'
import { RedisFanout } from './redis-fanout.ts'

/** The fan-out of a process: through Redis where there is one, else through PostgreSQL, which `listener` reaches itself, not through a pooler. */
export function createFanout(options: {
  redis: RedisLink | undefined
  db: Tx
  listener: { url: string; role?: string }
  onError: (error: unknown) => void
}): Fanout {
  const { redis, onError, ...postgres } = options
  return redis ? new RedisFanout({ link: redis, onError }) : new PostgresFanout({ ...postgres, onError })
}
