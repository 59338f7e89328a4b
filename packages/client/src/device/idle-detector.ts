import { idleAfterMs } from '@chatsphere/contracts'

/** Calls the listener whenever somebody uses the device; answers the function that ends that. */
export type WatchActivity = (onTouched: () => void) => () => void

/**
 * Says when nobody has touched the device for five minutes, and when somebody does again. *stopped* until `start`, which counts as a
 * touch; then *in use* or *idle*. While in use one timer waits for the end of the five minutes; a touch only notes the time, so that it
 * may come with each move of a pointer. A device that slept is idle once it is awake: the time that counts is that of its clock.
 */
export class IdleDetector {
  readonly #watchActivity: WatchActivity
  readonly #onIdle: (idle: boolean) => void
  #touchedAt = 0
  #idle = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #stopWatching: (() => void) | undefined

  constructor(options: { watchActivity: WatchActivity; onIdle: (idle: boolean) => void }) {
    this.#watchActivity = options.watchActivity
    this.#onIdle = options.onIdle
  }

  start(): void {
    if (this.#stopWatching) return
    this.#stopWatching = this.#watchActivity(() => this.#touched())
    this.#touched()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#stopWatching?.()
    this.#stopWatching = undefined
  }

  #touched(): void {
    this.#touchedAt = Date.now()
    if (this.#timer === undefined) this.#wait(idleAfterMs)
    if (!this.#idle) return
    this.#idle = false
    this.#onIdle(false)
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(() => this.#look(), ms)
  }

  #look(): void {
    this.#timer = undefined
    // A clock that was set back makes the touch one of the future.
    const untouchedMs = Math.max(0, Date.now() - this.#touchedAt)
    if (untouchedMs < idleAfterMs) {
      this.#wait(idleAfterMs - untouchedMs)
      return
    }
    this.#idle = true
    this.#onIdle(true)
  }
}
