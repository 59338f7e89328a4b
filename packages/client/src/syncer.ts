import type { ChatStore } from './chat-store.ts'
import type { LiveSocket } from './live-socket.ts'

const retryMs = 1_000
/** A gap is often closed by the event that overtook the other; only one that is still there after this is fetched. */
const holdMs = 150
const holdJitterMs = 100

/**
 * Keeps the store level with the server. *idle*, or *syncing*: one sync is under way, and whatever asks meanwhile makes another one
 * follow it. A sync that fails is repeated while the socket is connected; every connect begins with one.
 */
export class Syncer {
  readonly #store: ChatStore
  readonly #socket: LiveSocket
  readonly #onApplied: () => void
  #syncing = false
  #again = false
  #holdTimer: ReturnType<typeof setTimeout> | undefined
  #waiting: { resolve: () => void }[] = []

  constructor(options: { store: ChatStore; socket: LiveSocket; onApplied: () => void }) {
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

  /** Soon, unless `isStillNeeded` says no by then. */
  requestAfterHold(isStillNeeded: () => boolean): void {
    if (this.#holdTimer !== undefined) return
    this.#holdTimer = setTimeout(
      () => {
        this.#holdTimer = undefined
        if (isStillNeeded()) void this.request()
      },
      holdMs + Math.random() * holdJitterMs,
    )
  }

  stop(): void {
    clearTimeout(this.#holdTimer)
    this.#holdTimer = undefined
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
        this.#onApplied()
      } while (this.#again)
      for (const { resolve } of waiting) resolve()
    } catch {
      this.#waiting = [...waiting, ...this.#waiting]
      // Without a connection the next connect asks again.
      if (this.#socket.connected) setTimeout(() => void this.request(), retryMs)
    } finally {
      this.#syncing = false
    }
  }
}
