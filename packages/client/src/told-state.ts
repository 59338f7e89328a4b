import { leavesOutcomeOpen, toChatError } from './chat-error.ts'

/** What changes while somebody scrolls is told so often at most. */
const spacingMs = 250
const retryMs = 1_000

/**
 * Something that the node shall know of this connection: told when it changes, one call at a time and always the latest, again after a
 * call without an outcome, and anew at each connect, since a new connection has what `initial` says.
 */
export class ToldState<Value> {
  readonly #initial: Value
  readonly #isConnected: () => boolean
  readonly #call: (value: Value) => Promise<void>
  #value: Value
  /** Rises with each thing to tell; `#toldVersion` is the last that was. */
  #version = 0
  #toldVersion = 0
  #connection = 0
  #calling = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: { initial: Value; isConnected: () => boolean; tell: (value: Value) => Promise<void> }) {
    this.#initial = options.initial
    this.#value = options.initial
    this.#isConnected = options.isConnected
    this.#call = options.tell
  }

  get value(): Value {
    return this.#value
  }

  set(value: Value): void {
    this.#value = value
    this.tellAgain()
  }

  /** The same may have another answer now. */
  tellAgain(): void {
    this.#version += 1
    this.#tell()
  }

  /** At each connect. */
  resume(): void {
    this.stop()
    this.#connection += 1
    this.#calling = false
    this.#version += 1
    if (this.#value === this.#initial) this.#toldVersion = this.#version
    this.#tell()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #tell(): void {
    if (this.#calling || this.#timer !== undefined || this.#toldVersion === this.#version || !this.#isConnected()) return
    const [version, connection] = [this.#version, this.#connection]
    this.#calling = true
    const over = (restMs: number, isTold: boolean) => {
      if (this.#connection !== connection) return
      this.#calling = false
      if (isTold) this.#toldVersion = version
      this.#rest(restMs)
    }
    this.#call(this.#value).then(
      () => over(spacingMs, true),
      (reason: unknown) => {
        const error = toChatError(reason)
        if (leavesOutcomeOpen(error)) over(Math.max(retryMs, error.retryAfterMs ?? 0), false)
        else over(spacingMs, true)
      },
    )
  }

  #rest(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#tell()
    }, ms)
  }
}
