import { DomainError } from '@chatsphere/domain'
import { Redis } from 'ioredis'

/**
 * The link of a process to the Redis of REDIS_URL; undefined where that is not set. Resolves when it is connected, or when the first try has
 * failed: then it goes on trying.
 */
export async function openRedis(options: {
  url: string | undefined
  name: string
  onError: (error: unknown) => void
}): Promise<RedisLink | undefined> {
  const { url, name, onError } = options
  if (url === undefined) return undefined
  const { promise: tried, resolve } = Promise.withResolvers<void>()
  const link = new RedisLink({
    url,
    name,
    onError(error) {
      onError(error)
      resolve()
    },
  })
  link.client.once('ready', resolve)
  await tried
  return link
}

/** Who waits longer for Redis does better without it. */
const commandTimeoutMs = 1_000
/** Nothing has come back for so long: the other end may be gone without a word. */
const silenceMs = 3_000
const connectTimeoutMs = 5_000
const retryMaxMs = 2_000

/**
 * The connection of a process to Redis, made by itself and made anew whenever it is lost. Nothing waits for it: a command rejects at once
 * while there is none, and after a second at the latest. `onError` hears of each loss once, not of each attempt.
 */
export class RedisLink {
  readonly client: Redis
  /** What all keys and channels begin with: channels are not of one database, so its number is part of it. */
  readonly prefix: string

  constructor(options: { url: string; name: string; prefix?: string; onError: (error: unknown) => void }) {
    const { url, name, onError } = options
    this.client = watched(new Redis(url, { ...settings, connectionName: name }), onError)
    this.prefix = options.prefix ?? `chatsphere:${this.client.options.db ?? 0}:`
  }

  /** One more connection, which is told of in the same way; the caller closes it. */
  duplicate(onError: (error: unknown) => void): Redis {
    return watched(this.client.duplicate(), onError)
  }

  /** What `use` answers. While Redis is away, or takes nothing, it rejects with `unavailable`. */
  async ask<Answer>(use: (client: Redis) => Promise<Answer>): Promise<Answer> {
    try {
      return await use(this.client)
    } catch (error) {
      if (isDefect(error)) throw error
      throw new DomainError('unavailable', 'Something that this needs is away. Try again in a moment.')
    }
  }

  /** Rejects while Redis is away. */
  async check(): Promise<void> {
    await this.client.ping()
  }

  close(): void {
    this.client.disconnect()
  }
}

const passing = /^(LOADING|READONLY|MASTERDOWN|NOREPLICAS|OOM|BUSY|CLUSTERDOWN|TRYAGAIN)/

/** Redis has understood and refused, for another reason than the state that it is in. */
function isDefect(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError' && !passing.test(error.message)
}

const settings = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: 0,
  commandTimeout: commandTimeoutMs,
  socketTimeout: silenceMs,
  connectTimeout: connectTimeoutMs,
  retryStrategy: (times: number) => Math.min(50 * 2 ** Math.min(times, 10), retryMaxMs) * (0.5 + Math.random() / 2),
} as const

function watched(client: Redis, onError: (error: unknown) => void): Redis {
  let told = false
  client.on('ready', () => {
    told = false
  })
  client.on('error', (error) => {
    if (!told) onError(error)
    told = true
  })
  return client
}
