import type { Live, NodeConnection, PresenceNode } from '@chatsphere/domain'
import type { Logger } from '@chatsphere/runtime'

/** A reload closes one connection and opens the next within this time: nobody is told, because until then it counts as there. */
const goneGraceMs = 3_000

/**
 * Tells the presence engine which connections this node has and which of them are idle, and all nodes whom that concerns. Everything that
 * goes to the engine goes one after the other: a removal that overtook its insertion would leave somebody online for ever.
 */
export class PresenceKeeper {
  readonly #node: PresenceNode
  readonly #live: Pick<Live, 'announcePresence'>
  readonly #logger: Logger
  readonly #connections = new Map<string, NodeConnection>()
  readonly #grace = new Set<NodeJS.Timeout>()
  /** Whose idle flag is still to be written, as it will be then. */
  readonly #turning = new Set<string>()
  #work: Promise<void> = Promise.resolve()

  constructor(options: { node: PresenceNode; live: Pick<Live, 'announcePresence'>; logger: Logger }) {
    this.#node = options.node
    this.#live = options.live
    this.#logger = options.logger
  }

  /** To be called well within the lease. Whom a pause or an outage made look absent is shown again. */
  renew(): Promise<void> {
    return this.#next(async () => {
      this.#live.announcePresence(await this.#node.renew([...this.#connections.values()]))
    })
  }

  connected(userId: string, connectionId: string): void {
    const connection = { id: connectionId, userId, idle: false }
    this.#connections.set(connectionId, connection)
    void this.#next(async () => {
      await this.#node.connected(connection)
      this.#live.announcePresence([userId])
    })
  }

  /** Of several that come before the first is written only the last one is. */
  idle(connectionId: string, idle: boolean): void {
    const connection = this.#connections.get(connectionId)
    if (!connection || connection.idle === idle) return
    this.#connections.set(connectionId, { ...connection, idle })
    if (this.#turning.has(connectionId)) return
    this.#turning.add(connectionId)
    void this.#next(async () => {
      this.#turning.delete(connectionId)
      const now = this.#connections.get(connectionId)
      if (!now) return
      await this.#node.idle(connectionId, now.idle)
      this.#live.announcePresence([now.userId])
    })
  }

  disconnected(connectionId: string): void {
    if (!this.#connections.has(connectionId)) return
    const timer = setTimeout(() => {
      this.#grace.delete(timer)
      this.#forget(connectionId)
    }, goneGraceMs)
    this.#grace.add(timer)
  }

  /** The node closes: whoever is nowhere else is offline at once. */
  leave(): Promise<void> {
    for (const timer of this.#grace) clearTimeout(timer)
    const left = [...this.#connections.values()].map(({ userId }) => userId)
    this.#connections.clear()
    return this.#next(async () => {
      this.#live.announcePresence([...new Set([...left, ...(await this.#node.leave())])])
    })
  }

  #forget(connectionId: string): void {
    const connection = this.#connections.get(connectionId)
    if (!connection) return
    this.#connections.delete(connectionId)
    void this.#next(async () => {
      await this.#node.disconnected(connectionId)
      this.#live.announcePresence([connection.userId])
    })
  }

  /** A failure here costs nothing that the next renewal or the sweep does not mend. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(work).catch((error: unknown) => this.#logger.warn({ err: error }, 'presence could not be told'))
    return this.#work
  }
}
