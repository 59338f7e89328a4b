import type { Limits } from '@chatsphere/domain'
import type { RedisLink } from '../redis/redis-link.ts'
import type { CurrentServerSettings } from '../settings/current-settings.ts'
import { createMemoryLimits } from './memory-limits.ts'
import { createRedisLimits } from './redis-limits.ts'

/** The limits of a process: counted in Redis where there is one, else by the process itself. */
export function createLimits(options: { on: boolean; redis: RedisLink | undefined; settings: CurrentServerSettings }): Limits {
  const { on, redis, settings } = options
  if (!on) return createNoLimits()
  return redis ? createRedisLimits(redis, settings) : createMemoryLimits(settings)
}

/** For tests and benchmarks on this machine (RATE_LIMITS=off). */
export function createNoLimits(): Limits {
  return { consume: async () => undefined, forgive: async () => undefined }
}
