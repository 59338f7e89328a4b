import { DomainError, type Limits, type RateLimitName, rateLimits, settableLimits } from '@chatsphere/domain'
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible'
import type { CurrentServerSettings } from '../settings/current-settings.ts'
import { limitKey } from './limit-key.ts'

/** The limiter of the library that is asked, and those that stand in for it. */
export type Limiters = readonly [RateLimiterAbstract, ...RateLimiterAbstract[]]

/** The port over limiters of the library for each name. */
export function limitsOf(createLimiters: (name: RateLimitName) => Limiters, settings: CurrentServerSettings): Limits {
  const names = Object.keys(rateLimits) as RateLimitName[]
  const limiters = new Map(names.map((name) => [name, createLimiters(name)] as const))
  const limitersOf = (name: RateLimitName) => {
    const found = limiters.get(name)
    if (!found) throw new Error(`There is no limit ${name}`)
    return found
  }
  const applySettings = async (name: RateLimitName) => {
    const setting = settableLimits[name]
    if (setting === undefined) return
    const points = (await settings.get())[setting]
    for (const limiter of limitersOf(name)) limiter.points = points
  }
  return {
    async consume(name, key, uses = 1) {
      await applySettings(name)
      try {
        await limitersOf(name)[0].consume(limitKey(name, key), uses)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        const retryAfterMs = Math.max(1, refusal.msBeforeNext)
        throw new DomainError('rate_limited', `Too many tries. Try again in ${Math.ceil(retryAfterMs / 1000)} s.`, {
          retryAfterMs,
        })
      }
    },
    async forgive(name, key) {
      await limitersOf(name)[0].delete(limitKey(name, key))
    },
  }
}
