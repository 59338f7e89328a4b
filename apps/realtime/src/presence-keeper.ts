import type { Live, Presence, PresenceNode } from '@chatsphere/domain'
import type { Logger } from '@chatsphere/runtime'

/** A reload closes one connection and opens the next within this time: nobody is told. */
const goneGraceMs = 3_000

/**
 * Tells the presence engine which connections this node has, and the watchers what that changes. Everything that goes to the
 * engine goes one after the other: a removal that overtook its insertion would leave somebody online for ever.
 */
export class PresenceKeeper {
  readonly #node: PresenceNode
  readonly #presence: Presence
  readonly #live: Live
  readonly #logger: Logger
  readonly #connections = new Map<string, string>()
  readonly #grace = new Set<NodeJS.Timeout>()
  #work: Promise<void> = Promise.resolve()

  constructor(options: { node: PresenceNode; presence: Presence; live: Live; logger: Logger }) {
    this.#node = options.node
    this.#presence = options.presence
    this.#live = options.live
    this.#logger = options.logger
  }

  /** To be called well within the lease. Whom a pause or an outage made look absent is shown again. */
  renew(): Promise<void> {
    return this.#next(async () => {
      await this.#tell(await this.#node.renew([...this.#connections].map(([id, userId]) => ({ id, userId }))))
    })
  }

  connected(userId: string, connectionId: string): void {
    this.#connections.set(connectionId, userId)
    void this.#next(async () => {
      await this.#node.connected(userId, connectionId)
      await this.#tell([userId])
    })
  }

  disconnected(userId: string, connectionId: string): void {
    this.#connections.delete(connectionId)
    void this.#next(() => this.#node.disconnected(connectionId))
    const timer = setTimeout(() => {
      this.#grace.delete(timer)
      void this.#next(() => this.#tell([userId]))
    }, goneGraceMs)
    this.#grace.add(timer)
  }

  /** The node closes: whoever is nowhere else is offline at once. */
  leave(): Promise<void> {
    for (const timer of this.#grace) clearTimeout(timer)
    const left = [...this.#connections.values()]
    this.#connections.clear()
    return this.#next(async () => {
      await this.#tell([...new Set([...left, ...(await this.#node.leave())])])
    })
  }

  /** Always what the engine says now, never what this node believes: a late or repeated call cannot be wrong. */
  async #tell(userIds: readonly string[]): Promise<void> {
    if (userIds.length === 0) return
    for (const view of await this.#presence.of(userIds)) {
      this.#live.emit([`watchers:${view.userId}`], 'presence:changed', view)
    }
  }

  /** A failure here costs nothing that the next renewal or the sweep does not mend. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((error: unknown) => this.#logger.warn({ err: error }, 'presence could not be told'))
    return this.#work
  }
}
