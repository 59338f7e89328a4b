import { leavesOutcomeOpen, toChatError } from './chat-error.ts'
import type { ConversationRecord } from './conversation-record.ts'
import type { CallingSocket } from './live-socket.ts'

/** Where it is read how far this device has read. */
interface ReadingStore {
  record(conversationId: string): Pick<ConversationRecord, 'unreportedRead'> | undefined
}

const intervalMs = 1_000
/** As many conversations as one report of deliveries may name. */
const deliveriesMax = 500

/**
 * Tells the server how far this device has read and received: the first at once, then at most once a second, and at once when the page
 * may be about to go. What a report did not get through with is told again, on this connection or the next, until the server knows or
 * refuses it for good.
 */
export class ReceiptsReporter {
  readonly #store: ReadingStore
  readonly #socket: CallingSocket
  readonly #unreportedReads = new Set<string>()
  readonly #delivered = new Map<string, number>()
  readonly #unreportedDeliveries = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: { store: ReadingStore; socket: CallingSocket }) {
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
    this.#unreportedDeliveries.add(conversationId)
    this.#schedule()
  }

  resume(): void {
    this.#schedule()
  }

  /** Nothing waits any longer. */
  flush(): void {
    this.stop()
    this.#schedule()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #schedule(): void {
    if (this.#timer !== undefined || !this.#socket.connected) return
    if (this.#unreportedReads.size === 0 && this.#unreportedDeliveries.size === 0) return
    this.#hold(intervalMs)
    this.#report()
  }

  #hold(ms: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#schedule()
    }, ms)
  }

  #report(): void {
    const deliveries = [...this.#unreportedDeliveries].slice(0, deliveriesMax)
    for (const conversationId of deliveries) this.#unreportedDeliveries.delete(conversationId)
    if (deliveries.length > 0) {
      const reached = deliveries.map((id) => ({ conversationId: id, position: this.#delivered.get(id) ?? 0 }))
      this.#socket.call('delivered:advance', reached).catch((error: unknown) => {
        this.#failed(error, () => {
          for (const conversationId of deliveries) this.#unreportedDeliveries.add(conversationId)
        })
      })
    }
    const reads = [...this.#unreportedReads]
    this.#unreportedReads.clear()
    for (const conversationId of reads) {
      const read = this.#store.record(conversationId)?.unreportedRead
      if (!read) continue
      this.#socket
        .call('read:advance', { conversationId, ...read })
        .catch((error: unknown) => this.#failed(error, () => this.#unreportedReads.add(conversationId)))
    }
  }

  #failed(reason: unknown, tellAgain: () => void): void {
    const error = toChatError(reason)
    if (!leavesOutcomeOpen(error)) return
    tellAgain()
    // Without a connection the next connect resumes.
    if (this.#socket.connected) this.#hold(Math.max(intervalMs, error.retryAfterMs ?? 0))
  }
}
