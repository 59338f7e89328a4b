import { toChatError } from './chat-error.ts'
import type { ChatStore } from './chat-store.ts'
import type { CallingSocket } from './live-socket.ts'

const retryBaseMs = 1_000
const retryMaxMs = 30_000
/** A gap is often closed by the event that overtook the other; only one that is still there after this is fetched. */
const holdMs = 150
const holdJitterMs = 100

/**
 * Keeps the store level with the server. *idle*, or *syncing*: one sync is under way; another one follows while the store says that
 * there is more, and whatever asks meanwhile makes another one follow too. A sync that fails is repeated while the socket is connected,
 * when the server says or after a random part of a delay that doubles; every connect begins with one.
 */
export class Syncer {
  readonly #store: ChatStore
  readonly #socket: CallingSocket
  readonly #onApplied: () => void
  #syncing = false
  #failures = 0
  #again = false
  #holdTimer: ReturnType<typeof setTimeout> | undefined
  #retryTimer: ReturnType<typeof setTimeout> | undefined
  /** Why to sync when the hold is over. */
  readonly #reasons = new Set<() => boolean>()
  #waiting: { resolve: () => void }[] = []

  constructor(options: { store: ChatStore; socket: CallingSocket; onApplied: () => void }) {
    this.#store = options.store
    this.#socket = options.socket
    this.#onApplied = options.onApplied
  }

  /** Resolves when everything that the server has at this moment is in the store. */
  request(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiting.push({ resolve })
    if (this.#syncing) this.#again = true
    else void this.#run()
    return promise
  }

  /** Soon, if by then this reason, or another one given meanwhile, still holds. */
  requestAfterHold(isStillNeeded: () => boolean): void {
    this.#reasons.add(isStillNeeded)
    this.#holdTimer ??= setTimeout(() => this.#endHold(), holdMs + Math.random() * holdJitterMs)
  }

  stop(): void {
    clearTimeout(this.#holdTimer)
    clearTimeout(this.#retryTimer)
    this.#holdTimer = undefined
    this.#reasons.clear()
  }

  #endHold(): void {
    this.#holdTimer = undefined
    const reasons = [...this.#reasons]
    this.#reasons.clear()
    // Each is asked: what it stands for may end with the answer.
    if (reasons.filter((isStillNeeded) => isStillNeeded()).length > 0) void this.request()
  }

  async #run(): Promise<void> {
    this.#syncing = true
    let waiting: { resolve: () => void }[] = []
    try {
      do {
        this.#again = false
        waiting = [...waiting, ...this.#waiting]
        this.#waiting = []
        let more = true
        while (more) more = this.#store.applySync(await this.#socket.call('sync', this.#store.syncInput()))
        this.#failures = 0
        this.#onApplied()
      } while (this.#again)
      for (const { resolve } of waiting) resolve()
    } catch (error) {
      this.#waiting = [...waiting, ...this.#waiting]
      // Without a connection the next connect asks again.
      clearTimeout(this.#retryTimer)
      if (this.#socket.connected) {
        const ceilingMs = Math.min(retryMaxMs, retryBaseMs * 2 ** this.#failures++)
        const delayMs = toChatError(error).retryAfterMs ?? ceilingMs * Math.random()
        this.#retryTimer = setTimeout(() => void this.request(), delayMs)
      }
    } finally {
      this.#syncing = false
    }
  }
}
