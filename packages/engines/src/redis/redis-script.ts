import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

/** A Lua script, sent by its hash, and loaded into a server that has not seen it or has forgotten it. */
export class RedisScript {
  readonly #lua: string
  readonly #sha: string

  constructor(lua: string) {
    this.#lua = lua
    this.#sha = createHash('sha1').update(lua).digest('hex')
  }

  async run(client: Redis, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown> {
    const runIt = () => client.evalsha(this.#sha, keys.length, ...keys, ...values)
    try {
      return await runIt()
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      await client.script('LOAD', this.#lua)
      return runIt()
    }
  }
}
