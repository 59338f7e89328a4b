import { DomainError, type Limits, type RateLimitName, rateLimits } from '@chatsphere/domain'
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import { limitKey } from './limit-key.ts'

/** The port over one limiter of the library for each name. */
export function limitsOf(createLimiter: (name: RateLimitName) => Pick<RateLimiterAbstract, 'consume' | 'delete'>): Limits {
  const names = Object.keys(rateLimits) as RateLimitName[]
  const limiters = new Map(names.map((name) => [name, createLimiter(name)] as const))
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
