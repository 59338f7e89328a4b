import { type Limits, type RateLimitName, rateLimits } from '@chatsphere/domain'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import type { RedisLink } from '../redis/redis-link.ts'
import type { CurrentServerSettings } from '../settings/current-settings.ts'
import { limitsOf } from './limits-of.ts'
import { createMemoryLimiter } from './memory-limits.ts'

/** They spare a node the work, and come with every message and packet: counted where that work is. */
const countedHere: ReadonlySet<RateLimitName> = new Set(['sendPerAccount', 'eventPerAccount', 'inboundPerAccount'])

/** Limits of all processes together. While Redis is away each process counts for itself: there are never none. */
export function createRedisLimits(link: RedisLink, settings: CurrentServerSettings): Limits {
  return limitsOf((name) => {
    const insuranceLimiter = createMemoryLimiter(name)
    if (countedHere.has(name)) return [insuranceLimiter]
    const { points, seconds } = rateLimits[name]
    const counted = new RateLimiterRedis({
      storeClient: link.client,
      keyPrefix: `${link.prefix}limit:${name}`,
      points,
      duration: seconds,
      rejectIfRedisNotReady: true,
      insuranceLimiter,
    })
    return [counted, insuranceLimiter]
  }, settings)
}
