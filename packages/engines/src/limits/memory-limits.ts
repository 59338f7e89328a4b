import { DomainError, type Limits, type RateLimitName, rateLimits } from '@chatsphere/domain'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { limitKey } from './limit-key.ts'

/** Limits of one process: exact where one process serves the calls, per process where several do. */
export function createMemoryLimits(): Limits {
  const names = Object.keys(rateLimits) as RateLimitName[]
  const limiters = new Map(
    names.map((name) => {
      const { points, seconds } = rateLimits[name]
      return [name, new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })] as const
    }),
  )
  const limiterOf = (name: RateLimitName) => {
    const limiter = limiters.get(name)
    if (!limiter) throw new Error(`There is no limit ${name}`)
    return limiter
  }
  return {
    async consume(name, key, uses = 1) {
      try {
        await limiterOf(name).consume(limitKey(name, key), uses)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const retryAfterMs = Math.max(1, refusal.msBeforeNext)
        throw new DomainError('rate_limited', `Too many tries. Try again in ${Math.ceil(retryAfterMs / 1000)} s.`, {
          retryAfterMs,
        })
      }
    },
    async forgive(name, key) {
      await limiterOf(name).delete(limitKey(name, key))
    },
  }
}

/** For tests and benchmarks on this machine (RATE_LIMITS=off). */
export function createNoLimits(): Limits {
  return { consume: async () => undefined, forgive: async () => undefined }
}
