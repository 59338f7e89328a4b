const pollIntervalMs = 5_000
const restMs = 1_000

/**
 * Relays again and again until it is stopped: *waiting*, until somebody wakes it or five seconds have gone by; then *working*. Woken
 * while it works, it works once more. After a failure it stays *resting* for a second, whoever wakes it: claims that come to
 * nothing must not be what keeps the database busy.
 */
export class RelayLoop {
  readonly #relay: () => Promise<unknown>
  readonly #onError: (error: unknown) => void
  readonly #ended: Promise<void>
  #isStopping = false
  #isWoken = true
  #isResting = false
  #endPause = () => {}

  constructor(relay: () => Promise<unknown>, onError: (error: unknown) => void) {
    this.#relay = relay
    this.#onError = onError
    this.#ended = this.#run()
  }

  wake(): void {
    this.#isWoken = true
    if (!this.#isResting) this.#endPause()
  }

  /** Resolves when what was under way has ended. */
  stop(): Promise<void> {
    this.#isStopping = true
    this.#endPause()
    return this.#ended
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      this.#isWoken = false
      try {
        await this.#relay()
        this.#isResting = false
      } catch (error) {
        this.#isResting = true
        this.#onError(error)
      }
      if (!this.#isStopping && (this.#isResting || !this.#isWoken)) await this.#pause()
    }
  }

  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, this.#isResting ? restMs : pollIntervalMs)
    this.#endPause = resolve
    await promise
    clearTimeout(timer)
  }
}
