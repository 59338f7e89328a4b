import type { Calls } from '@chatsphere/client'
import type { Tokens } from '@chatsphere/contracts'
import type { ColdView } from './checker/evidence.ts'
import type { ClientHost } from './clients/client-host-process.ts'
import { rowOf } from './clients/row-digest.ts'
import type { Cluster } from './cluster/cluster.ts'
import type { Row } from './history.ts'
import { coldSetup, type World } from './world.ts'

const pageSize = 100

/** What each user sees who begins with nothing. Pages are asked for again only where the conversation has moved. */
export class ColdFetch {
  readonly #cluster: Cluster
  readonly #world: World
  readonly #host: ClientHost
  readonly #tokens = new Map<string, Tokens>()
  readonly #pages = new Map<string, { revision: number; rows: Row[] }>()

  constructor(options: { cluster: Cluster; world: World; host: ClientHost }) {
    this.#cluster = options.cluster
    this.#world = options.world
    this.#host = options.host
  }

  async of(user: string): Promise<ColdView> {
    const tokens = this.#tokens.get(user) ?? (await this.#world.signIn(user))
    this.#tokens.set(user, tokens)
    const { store, serverUnread } = await this.#host.call('cold', { setup: coldSetup(this.#cluster, user, tokens) })
    const calls = this.#world.calls.get(user)
    if (!calls) throw new Error(`There is no user ${user}`)
    const histories: Record<string, readonly Row[]> = {}
    for (const { id, revision } of store.conversations) histories[id] = await this.#history(user, calls, id, revision)
    return { store, serverUnread, histories }
  }

  async #history(user: string, calls: Calls, conversationId: string, revision: number): Promise<readonly Row[]> {
    const key = `${user} ${conversationId}`
    const known = this.#pages.get(key)
    if (known?.revision === revision) return known.rows
    let rows: Row[] = []
    for (let before: number | undefined, more = true; more; before = rows[0]?.position) {
      const page = await calls.chat.history.query({ conversationId, limit: pageSize, ...(before !== undefined && { before }) })
      rows = [...page.messages.map(rowOf), ...rows]
      more = page.hasBefore && page.messages.length > 0
    }
    this.#pages.set(key, { revision, rows })
    return rows
  }
}
