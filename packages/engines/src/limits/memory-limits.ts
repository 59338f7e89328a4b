import { defaultServerSettings } from '@chatsphere/contracts'
import { type Limits, type RateLimitName, rateLimits } from '@chatsphere/domain'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { CurrentServerSettings } from '../settings/current-settings.ts'
import { limitsOf } from './limits-of.ts'

/** Of a server whose admins have changed nothing. */
const untouchedSettings: CurrentServerSettings = { get: async () => defaultServerSettings }

/** Limits of one process: exact where one process serves the calls, per process where several do. */
export function createMemoryLimits(settings: CurrentServerSettings = untouchedSettings): Limits {
  return limitsOf((name) => [createMemoryLimiter(name)], settings)
}

export function createMemoryLimiter(name: RateLimitName): RateLimiterMemory {
  const { points, seconds } = rateLimits[name]
  return new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
}
