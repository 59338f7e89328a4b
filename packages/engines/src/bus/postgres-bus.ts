import type { ConsumerName, DomainEvent } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import type { EventBus, EventHandler } from '@chatsphere/domain'
import { type BusTiming, busTiming } from './bus-timing.ts'
import type { OnBusTrouble } from './bus-trouble.ts'
import { PostgresConsumer } from './postgres-consumer.ts'
import { PostgresQueues } from './postgres-queues.ts'

const answer = statement('bus-check', 'SELECT 1')

/**
 * The event bus as rows in PostgreSQL: a queue per consumer, claimed by lease. What is published here wakes the consumers of this
 * process.
 */
export class PostgresBus implements EventBus {
  readonly #db: Tx
  readonly #queues: PostgresQueues
  readonly #onTrouble: OnBusTrouble
  readonly #timing: BusTiming
  readonly #consumers = new Set<PostgresConsumer>()

  constructor(options: { db: Tx; onTrouble: OnBusTrouble; timing?: BusTiming }) {
    const { db, onTrouble, timing = busTiming } = options
    this.#db = db
    this.#queues = new PostgresQueues(db, timing)
    this.#onTrouble = onTrouble
    this.#timing = timing
  }

  async publish(events: readonly DomainEvent[]): Promise<void> {
    await this.#queues.addBound(events)
    for (const consumer of this.#consumers) consumer.wake()
  }

  consume(consumer: ConsumerName, handle: EventHandler): () => Promise<void> {
    const own = new PostgresConsumer({
      queues: this.#queues,
      consumer,
      handle,
      onTrouble: this.#onTrouble,
      timing: this.#timing,
    })
    this.#consumers.add(own)
    return async () => {
      this.#consumers.delete(own)
      await own.stop()
    }
  }

  depthOf(consumer: ConsumerName): Promise<number> {
    return this.#queues.depthOf(consumer)
  }

  async check(): Promise<void> {
    await this.#db.query(answer)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()))
  }
}
