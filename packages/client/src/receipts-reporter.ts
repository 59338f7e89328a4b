import { leavesOutcomeOpen, toChatError } from './chat-error.ts'
import type { ChatStore } from './chat-store.ts'
import type { LiveSocket } from './live-socket.ts'

const intervalMs = 1_000

/**
 * Tells the server how far this device has read and received: the first at once, then at most once a second, and again after each
 * connect until the server knows.
 */
export class ReceiptsReporter {
  readonly #store: ChatStore
  readonly #socket: LiveSocket
  readonly #unreportedReads = new Set<string>()
  readonly #delivered = new Map<string, number>()
  readonly #unreportedDeliveries = new Map<string, number>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: { store: ChatStore; socket: LiveSocket }) {
    this.#store = options.store
    this.#socket = options.socket
  }

  read(conversationId: string): void {
    this.#unreportedReads.add(conversationId)
    this.#schedule()
  }

  delivered(conversationId: string, position: number): void {
    if (position <= (this.#delivered.get(conversationId) ?? 0)) return
    this.#delivered.set(conversationId, position)
    this.#unreportedDeliveries.set(conversationId, position)
    this.#schedule()
  }

  resume(): void {
    this.#schedule()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #schedule(): void {
    if (this.#timer !== undefined || !this.#socket.connected) return
    if (this.#unreportedReads.size === 0 && this.#unreportedDeliveries.size === 0) return
    void this.#report()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#schedule()
    }, intervalMs)
  }

  async #report(): Promise<void> {
    const deliveries = [...this.#unreportedDeliveries].map(([conversationId, position]) => ({ conversationId, position }))
    this.#unreportedDeliveries.clear()
    const reads = [...this.#unreportedReads]
    this.#unreportedReads.clear()
    if (deliveries.length > 0) {
      // Lost, it is made good by the next one, or by reading.
      this.#socket.call('delivered:advance', deliveries).catch(() => undefined)
    }
    await Promise.all(
      reads.map(async (conversationId) => {
        const read = this.#store.record(conversationId)?.unreportedRead
        if (!read) return
        try {
          await this.#socket.call('read:advance', { conversationId, ...read })
        } catch (error) {
          if (leavesOutcomeOpen(toChatError(error))) this.#unreportedReads.add(conversationId)
        }
      }),
    )
  }
}
