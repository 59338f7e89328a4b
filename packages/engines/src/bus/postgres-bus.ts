import { type ConsumerName, consumerBindings, type DomainEvent, type DomainEventTopic } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import type { EventBus, EventHandler } from '@chatsphere/domain'

const pollIntervalMs = 250
const claimMax = 50
/** Longer than any handler may take; a claim that was not finished by then is handed out again. */
const leaseSeconds = 30
const attemptsMax = 10
const retryBaseMs = 500

const insertQueued = statement(
  'bus-insert',
  `INSERT INTO event_schema.queued (consumer, event_id, topic, key, payload, created_at)
   SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[])
   ON CONFLICT (consumer, event_id) DO NOTHING`,
)

/** Index queued_available_idx. The claim is a lease: a consumer that dies leaves the event to the next. */
const claimQueued = statement(
  'bus-claim',
  `UPDATE event_schema.queued q
   SET available_at = clock_timestamp() + make_interval(secs => ${leaseSeconds}), attempts = q.attempts + 1
   FROM (
     SELECT consumer, event_id FROM event_schema.queued
     WHERE consumer = $1 AND parked_at IS NULL AND available_at <= clock_timestamp()
     ORDER BY available_at LIMIT ${claimMax} FOR UPDATE SKIP LOCKED
   ) AS due
   WHERE q.consumer = due.consumer AND q.event_id = due.event_id
   RETURNING q.event_id AS id, q.topic, q.key, q.payload, q.created_at AS "createdAt", q.attempts`,
)

const deleteQueued = statement('bus-done', `DELETE FROM event_schema.queued WHERE consumer = $1 AND event_id = ANY($2::uuid[])`)

const postponeQueued = statement(
  'bus-postpone',
  `UPDATE event_schema.queued
   SET available_at = clock_timestamp() + make_interval(secs => $3::float8 / 1000),
       parked_at = CASE WHEN attempts >= ${attemptsMax} THEN clock_timestamp() END, last_error = $4
   WHERE consumer = $1 AND event_id = $2`,
)

type Claimed = Omit<DomainEvent, 'createdAt'> & { createdAt: Date; attempts: number }

function consumersOf(topic: DomainEventTopic): ConsumerName[] {
  const consumers = Object.keys(consumerBindings) as ConsumerName[]
  return consumers.filter((consumer) => (consumerBindings[consumer] as readonly DomainEventTopic[]).includes(topic))
}

/** The event bus as rows in PostgreSQL: a queue per consumer, claimed by lease. */
export class PostgresBus implements EventBus {
  readonly #db: Tx
  readonly #onError: (error: unknown) => void
  readonly #wakers = new Set<() => void>()

  constructor(options: { db: Tx; onError: (error: unknown) => void }) {
    this.#db = options.db
    this.#onError = options.onError
  }

  async publish(events: readonly DomainEvent[]): Promise<void> {
    const rows = events.flatMap((event) => consumersOf(event.topic).map((consumer) => ({ consumer, event })))
    if (rows.length === 0) return
    await this.#db.query(insertQueued, [
      rows.map(({ consumer }) => consumer),
      rows.map(({ event }) => event.id),
      rows.map(({ event }) => event.topic),
      rows.map(({ event }) => event.key),
      rows.map(({ event }) => JSON.stringify(event.payload)),
      rows.map(({ event }) => event.createdAt),
    ])
    for (const wake of this.#wakers) wake()
  }

  consume(consumer: ConsumerName, handle: EventHandler): () => Promise<void> {
    let stopping = false
    let wake = () => {}
    const ended = (async () => {
      while (!stopping) {
        const handled = await this.#handleDue(consumer, handle).catch((error: unknown) => {
          this.#onError(error)
          return 0
        })
        if (handled > 0 || stopping) continue
        const { promise, resolve } = Promise.withResolvers<void>()
        const timer = setTimeout(resolve, pollIntervalMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        this.#wakers.add(wake)
        await promise
        this.#wakers.delete(wake)
      }
    })()
    return () => {
      stopping = true
      wake()
      return ended
    }
  }

  async #handleDue(consumer: ConsumerName, handle: EventHandler): Promise<number> {
    const claimed = await this.#db.query<Claimed>(claimQueued, [consumer])
    if (claimed.length === 0) return 0
    const events = claimed.map(eventOf)
    try {
      await handle(events)
      await this.#db.query(deleteQueued, [consumer, events.map((event) => event.id)])
    } catch (error) {
      if (claimed.length === 1) await this.#postpone(consumer, claimed, error)
      else await this.#handleEach(consumer, claimed, handle)
    }
    return claimed.length
  }

  async #handleEach(consumer: ConsumerName, claimed: readonly Claimed[], handle: EventHandler): Promise<void> {
    for (const row of claimed) {
      try {
        await handle([eventOf(row)])
        await this.#db.query(deleteQueued, [consumer, [row.id]])
      } catch (error) {
        await this.#postpone(consumer, [row], error)
      }
    }
  }

  async #postpone(consumer: ConsumerName, rows: readonly Claimed[], error: unknown): Promise<void> {
    this.#onError(error)
    for (const { id, attempts } of rows) {
      const delayMs = retryBaseMs * 2 ** Math.min(attempts, attemptsMax)
      await this.#db.query(postponeQueued, [consumer, id, delayMs, error instanceof Error ? error.message : String(error)])
    }
  }
}

function eventOf({ id, topic, key, payload, createdAt }: Claimed): DomainEvent {
  return { id, topic, key, payload, createdAt: createdAt.toISOString() } as DomainEvent
}
