import type { Live, Presence, PresenceNode } from '@chatsphere/domain'
import type { Logger } from '@chatsphere/runtime'

/** A reload closes one connection and opens the next within this time: nobody is told. */
const goneGraceMs = 3_000

/** Tells the presence engine which connections this node has, and the watchers what that changes. */
export class PresenceKeeper {
  readonly #node: PresenceNode
  readonly #presence: Presence
  readonly #live: Live
  readonly #logger: Logger
  readonly #connections = new Map<string, { userId: string; registered: Promise<void> }>()

  constructor(options: { node: PresenceNode; presence: Presence; live: Live; logger: Logger }) {
    this.#node = options.node
    this.#presence = options.presence
    this.#live = options.live
    this.#logger = options.logger
  }

  async renew(): Promise<void> {
    await this.#node.renew([...this.#connections].map(([id, { userId }]) => ({ id, userId })))
  }

  connected(userId: string, connectionId: string): void {
    const registered = this.#quietly(async () => {
      await this.#node.connected(userId, connectionId)
      await this.#tell(userId)
    })
    this.#connections.set(connectionId, { userId, registered })
  }

  disconnected(userId: string, connectionId: string): void {
    const connection = this.#connections.get(connectionId)
    this.#connections.delete(connectionId)
    void this.#quietly(async () => {
      // Otherwise the row could be removed before it is written, and stay.
      await connection?.registered
      await this.#node.disconnected(connectionId)
      setTimeout(() => void this.#quietly(() => this.#tell(userId)), goneGraceMs).unref()
    })
  }

  leave(): Promise<void> {
    return this.#node.leave()
  }

  /** Always what the engine says now, never what this node believes: a late or repeated call cannot be wrong. */
  async #tell(userId: string): Promise<void> {
    const [view] = await this.#presence.of([userId])
    if (view) this.#live.emit([`watchers:${userId}`], 'presence:changed', view)
  }

  /** A failure here costs nothing that the next renewal or the sweep does not mend. */
  async #quietly(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#logger.warn({ err: error }, 'presence could not be told')
    }
  }
}
