import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { until } from '@chatsphere/testing'
import { Redis } from 'ioredis'

/** A connection as presence has it. */
export interface KnownConnection {
  readonly userId: string
  readonly idle: boolean
  /** In ms since 1970, by the clock of its engine. */
  readonly leaseUntil: number
}

/** A Redis of the run's own, which keeps nothing on disk: killed, it comes back empty. */
export class RedisServer {
  readonly #port: number
  readonly #folder: string
  #child: ChildProcess | undefined

  constructor(options: { port: number; folder: string }) {
    this.#port = options.port
    this.#folder = options.folder
  }

  async start(): Promise<void> {
    const settings = {
      port: this.#port,
      bind: '127.0.0.1',
      dir: this.#folder,
      save: '',
      appendonly: 'no',
      'protected-mode': 'no',
    }
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
    this.#child = spawn('redis-server', args, { stdio: 'ignore' })
    this.#child.on('error', (error) => console.error('redis-server could not be started', error))
    await until(() => this.#with((redis) => redis.ping()).catch(() => undefined), { timeoutMs: 10_000 })
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  async kill(): Promise<void> {
    if (!this.#child) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
    this.#child = undefined
  }

  async flush(): Promise<void> {
    await this.#with((redis) => redis.flushall())
  }

  /** The leases of nodes that are gone count as ended. */
  connections(): Promise<KnownConnection[]> {
    return this.#with(async (redis) => {
      const prefix = 'chatsphere:0:presence:'
      const leases = await redis.zrangebyscore(`${prefix}nodes`, '-inf', '+inf', 'WITHSCORES')
      const known: KnownConnection[] = []
      for (let index = 0; index < leases.length; index += 2) {
        const rows = await redis.hgetall(`${prefix}node:${leases[index]}`)
        for (const row of Object.values(rows)) {
          const [userId = '', idle] = row.split(' ')
          known.push({ userId, idle: idle === '1', leaseUntil: Number(leases[index + 1]) })
        }
      }
      return known
    })
  }

  async #with<Result>(use: (redis: Redis) => Promise<Result>): Promise<Result> {
    const redis = new Redis(this.#port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => null })
    redis.on('error', () => undefined)
    try {
      await redis.connect()
      return await use(redis)
    } finally {
      redis.disconnect()
    }
  }
}
