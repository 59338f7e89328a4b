import { type Limits, type RateLimitName, rateLimits } from '@chatsphere/domain'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { limitsOf } from './limits-of.ts'

/** Limits of one process: exact where one process serves the calls, per process where several do. */
export function createMemoryLimits(): Limits {
  return limitsOf(createMemoryLimiter)
}

export function createMemoryLimiter(name: RateLimitName): RateLimiterMemory {
  const { points, seconds } = rateLimits[name]
  return new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
}
