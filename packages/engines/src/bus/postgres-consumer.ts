import type { ConsumerName } from '@chatsphere/contracts'
import type { EventHandler } from '@chatsphere/domain'
import type { BusTiming } from './bus-timing.ts'
import type { OnBusTrouble } from './bus-trouble.ts'
import { handOver } from './hand-over.ts'
import type { Claimed, PostgresQueues } from './postgres-queues.ts'

const claimMax = 200

/**
 * Handles what is due in one queue, until it is stopped. Each turn takes what is fresh, many at once, and then one that failed
 * before. A turn that found nothing is followed by a pause until something is due, as far as is known: `wake` ends it, and so does the
 * poll, for what other processes put there. One that ended in an outage is followed by a rest.
 */
export class PostgresConsumer {
  readonly #queues: PostgresQueues
  readonly #consumer: ConsumerName
  readonly #handle: EventHandler
  readonly #onTrouble: OnBusTrouble
  readonly #timing: Pick<BusTiming, 'pollIntervalMs' | 'outagePauseMs'>
  readonly #ended: Promise<void>
  #stopping = false
  #endPause = () => {}

  constructor(options: {
    queues: PostgresQueues
    consumer: ConsumerName
    handle: EventHandler
    onTrouble: OnBusTrouble
    timing: Pick<BusTiming, 'pollIntervalMs' | 'outagePauseMs'>
  }) {
    this.#queues = options.queues
    this.#consumer = options.consumer
    this.#handle = options.handle
    this.#onTrouble = options.onTrouble
    this.#timing = options.timing
    this.#ended = this.#run()
  }

  wake(): void {
    this.#endPause()
  }

  /** Resolves when what was under way has ended. */
  stop(): Promise<void> {
    this.#stopping = true
    this.#endPause()
    return this.#ended
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const handled = await this.#turn().catch((error: unknown) => {
        this.#onTrouble({ kind: 'outage', error })
        return null
      })
      if (this.#stopping || (handled !== null && handled > 0)) continue
      await this.#pause(handled === null)
    }
  }

  /** Woken while it asks for how long, it does not pause. */
  async #pause(isResting: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#endPause = resolve
    const { pollIntervalMs, outagePauseMs } = this.#timing
    const pauseMs = isResting ? outagePauseMs : await this.#queues.dueInMs(this.#consumer).catch(() => outagePauseMs)
    const timer = setTimeout(resolve, Math.min(Math.max(pauseMs, 0), pollIntervalMs))
    await promise
    clearTimeout(timer)
  }

  async #turn(): Promise<number> {
    const fresh = await this.#queues.claimFresh(this.#consumer, claimMax)
    await this.#settle(fresh)
    if (this.#stopping) return fresh.length
    const failed = await this.#queues.claimFailed(this.#consumer)
    if (!failed) return fresh.length
    if (this.#queues.isExhausted(failed)) {
      await this.#failed(failed, new Error('Its handler died each time, or took too long'))
    } else await this.#settle([failed])
    return fresh.length + 1
  }

  async #settle(claimed: readonly Claimed[]): Promise<void> {
    if (claimed.length === 0) return
    const ids = claimed.map(({ event }) => event.id)
    const failures = await this.#handOver(claimed, ids)
    const errors = new Map(failures.map(({ event, error }) => [event.id, error]))
    await this.#queues.done(
      this.#consumer,
      ids.filter((id) => !errors.has(id)),
    )
    for (const one of claimed) if (errors.has(one.event.id)) await this.#failed(one, errors.get(one.event.id))
  }

  async #handOver(claimed: readonly Claimed[], ids: readonly string[]) {
    try {
      return await handOver(
        this.#handle,
        claimed.map(({ event }) => event),
      )
    } catch (error) {
      await this.#queues.release(this.#consumer, ids)
      throw error
    }
  }

  async #failed(claimed: Claimed, error: unknown): Promise<void> {
    const parked = await this.#queues.postpone(this.#consumer, claimed, error)
    const { id: eventId, requestId } = claimed.event
    this.#onTrouble({ kind: parked ? 'parked' : 'try-failed', consumer: this.#consumer, eventId, requestId, error })
  }
}
