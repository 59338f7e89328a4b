import { leavesOutcomeOpen, toChatError } from './chat-error.ts'

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
    const over = (then: () => void) => {
      if (this.#connection !== connection) return
      this.#calling = false
      then()
    }
    const told = () => {
      this.#toldVersion = version
      this.#tell()
    }
    this.#call(this.#value).then(
      () => over(told),
      (reason: unknown) => over(() => this.#failed(reason, told)),
    )
  }

  #failed(reason: unknown, giveUp: () => void): void {
    const error = toChatError(reason)
    if (!leavesOutcomeOpen(error)) {
      giveUp()
      return
    }
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined
        this.#tell()
      },
      Math.max(retryMs, error.retryAfterMs ?? 0),
    )
  }
}
