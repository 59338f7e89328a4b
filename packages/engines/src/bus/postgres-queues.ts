import type { ConsumerName, DomainEvent } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import type { BusTiming } from './bus-timing.ts'
import { consumersOf } from './consumers-of.ts'

const errorLengthMax = 2_000

const insertQueued = statement(
  'bus-insert',
  `INSERT INTO event_schema.queued (consumer, event_id, topic, key, payload, created_at, request_id, attempts, available_at, parked_at, last_error)
   SELECT new.*, $8, clock_timestamp() + make_interval(secs => $9::float8 / 1000), CASE WHEN $10 THEN clock_timestamp() END, $11
   FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[], $7::text[]) AS new
   ON CONFLICT (consumer, event_id) DO NOTHING`,
)

/** The claim is a lease: a consumer that dies leaves its events to the next. */
const claim = (condition: string, limit: string) =>
  `UPDATE event_schema.queued q
   SET available_at = clock_timestamp() + make_interval(secs => $2::float8 / 1000), attempts = q.attempts + 1
   FROM (
     SELECT consumer, event_id FROM event_schema.queued
     WHERE consumer = $1 AND parked_at IS NULL AND ${condition} AND available_at <= clock_timestamp()
     ORDER BY available_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
   ) AS due
   WHERE q.consumer = due.consumer AND q.event_id = due.event_id
   RETURNING q.event_id AS id, q.topic, q.key, q.payload, q.created_at AS "createdAt", q.request_id AS "requestId",
     q.attempts`

/** Index queued_fresh_idx. */
const claimFresh = statement('bus-claim', claim('attempts = 0 AND last_error IS NULL', '$3'))
/** Index queued_failed_idx. One only: what takes its process down may take nothing else with it. */
const claimFailed = statement('bus-claim-failed', claim('(attempts > 0 OR last_error IS NOT NULL)', '1'))

/** Indexes queued_fresh_idx and queued_failed_idx. Null where nothing waits. */
const selectDue = statement(
  'bus-due',
  `SELECT 1000 * extract(epoch FROM least(
     (SELECT min(available_at) FROM event_schema.queued
      WHERE consumer = $1 AND parked_at IS NULL AND attempts = 0 AND last_error IS NULL),
     (SELECT min(available_at) FROM event_schema.queued
      WHERE consumer = $1 AND parked_at IS NULL AND (attempts > 0 OR last_error IS NOT NULL))
   ) - clock_timestamp())::float8 AS "dueInMs"`,
)

const depthMax = 100_000

/** Index queued_fresh_idx. */
const countFresh = statement(
  'bus-depth',
  `SELECT count(*)::int AS depth FROM (
     SELECT FROM event_schema.queued
     WHERE consumer = $1 AND parked_at IS NULL AND attempts = 0 AND last_error IS NULL LIMIT ${depthMax}
   ) AS fresh`,
)

const deleteQueued = statement('bus-done', `DELETE FROM event_schema.queued WHERE consumer = $1 AND event_id = ANY($2::uuid[])`)

const releaseQueued = statement(
  'bus-release',
  `UPDATE event_schema.queued
   SET attempts = attempts - 1, available_at = clock_timestamp() + make_interval(secs => $3::float8 / 1000)
   WHERE consumer = $1 AND event_id = ANY($2::uuid[])`,
)

/** Only the claim that failed: where it has run out and somebody else has taken the event over, theirs counts. */
const postponeQueued = statement(
  'bus-postpone',
  `UPDATE event_schema.queued
   SET available_at = clock_timestamp() + make_interval(secs => $4::float8 / 1000),
       parked_at = CASE WHEN $5 THEN clock_timestamp() END, attempts = least(attempts, $7), last_error = $6
   WHERE consumer = $1 AND event_id = $2 AND attempts = $3`,
)

/** An event as a row keeps it: of a topic that this version may not know. */
export type StoredEvent = Pick<DomainEvent, 'id' | 'key' | 'createdAt' | 'requestId'> & {
  readonly topic: string
  readonly payload: unknown
}

/** An event and the number of the try that it was claimed for. */
export interface Claimed {
  readonly event: DomainEvent
  readonly attempt: number
}

/** Of a new row in a queue. */
interface FirstState {
  /** Tries that it has had already. */
  readonly attempts?: number
  /** Why it comes: with an error it counts as one that failed, and is handed over alone. */
  readonly error?: unknown
  readonly parked?: boolean
}

/**
 * The consumers' queues as rows, one per consumer and event. A row is
 * *fresh* until it is claimed for the first time, many at once;
 * *failed* after a try that did not end well, or whose consumer died: claimed one at a time, later and later;
 * *parked* after its last try, until an admin puts it back;
 * gone when it was handled.
 */
export class PostgresQueues {
  readonly #db: Tx
  readonly #timing: BusTiming

  constructor(db: Tx, timing: BusTiming) {
    this.#db = db
    this.#timing = timing
  }

  /** Adds events to the queues of the consumers that are bound to them. What is there already stays as it is. */
  async addBound(events: readonly DomainEvent[]): Promise<void> {
    await this.#insert(
      events.flatMap((event) => consumersOf(event.topic).map((consumer) => ({ consumer, event }))),
      {},
    )
  }

  /** Adds events to one queue. What is there already stays as it is. Answers whether they were parked. */
  async add(consumer: ConsumerName, events: readonly StoredEvent[], state: FirstState): Promise<boolean> {
    const parked = state.parked ?? this.#isLast(state.attempts ?? 0)
    await this.#insert(
      events.map((event) => ({ consumer, event })),
      { ...state, parked },
    )
    return parked
  }

  async claimFresh(consumer: ConsumerName, limit: number): Promise<Claimed[]> {
    return (await this.#db.query<Row>(claimFresh, [consumer, this.#timing.leaseMs, limit])).map(claimedOf)
  }

  /** Also one whose last try ended without a word: its `attempt` is one too many, see `isExhausted`. */
  async claimFailed(consumer: ConsumerName): Promise<Claimed | undefined> {
    return (await this.#db.query<Row>(claimFailed, [consumer, this.#timing.leaseMs])).map(claimedOf)[0]
  }

  /** How long it is until something of the queue may be claimed; infinite where nothing waits, less than 0 where it is late. */
  async dueInMs(consumer: ConsumerName): Promise<number> {
    const [due] = await this.#db.query<{ dueInMs: number | null }>(selectDue, [consumer])
    return due?.dueInMs ?? Number.POSITIVE_INFINITY
  }

  async depthOf(consumer: ConsumerName): Promise<number> {
    return (await this.#db.query<{ depth: number }>(countFresh, [consumer]))[0]?.depth ?? 0
  }

  /** All tries were begun and none came to an end: whoever handled it died, or took longer than the lease. */
  isExhausted({ attempt }: Claimed): boolean {
    return this.#isLast(attempt - 1)
  }

  async done(consumer: ConsumerName, eventIds: readonly string[]): Promise<void> {
    if (eventIds.length > 0) await this.#db.query(deleteQueued, [consumer, eventIds])
  }

  /** In an outage: gives claimed events back as if they had not been claimed, to be claimed again a little later. */
  async release(consumer: ConsumerName, eventIds: readonly string[]): Promise<void> {
    await this.#db.query(releaseQueued, [consumer, eventIds, this.#timing.outagePauseMs])
  }

  /** After a try that failed: the event waits for the next one, or is parked. Answers whether it was parked. */
  async postpone(consumer: ConsumerName, { event, attempt }: Claimed, error: unknown): Promise<boolean> {
    const parked = this.#isLast(attempt)
    const delayMs = this.#delayAfter(attempt)
    await this.#db.query(postponeQueued, [consumer, event.id, attempt, delayMs, parked, textOf(error), this.#triesMax])
    return parked
  }

  get #triesMax(): number {
    return this.#timing.retryDelaysMs.length + 1
  }

  #isLast(attempt: number): boolean {
    return attempt >= this.#triesMax
  }

  #delayAfter(attempt: number): number {
    return this.#timing.retryDelaysMs[attempt - 1] ?? 0
  }

  async #insert(rows: readonly { consumer: ConsumerName; event: StoredEvent }[], state: FirstState): Promise<void> {
    if (rows.length === 0) return
    const attempts = state.attempts ?? 0
    await this.#db.query(insertQueued, [
      rows.map(({ consumer }) => consumer),
      rows.map(({ event }) => event.id),
      rows.map(({ event }) => event.topic),
      rows.map(({ event }) => event.key),
      rows.map(({ event }) => JSON.stringify(event.payload)),
      rows.map(({ event }) => event.createdAt),
      rows.map(({ event }) => event.requestId),
      attempts,
      this.#delayAfter(attempts),
      state.parked ?? false,
      state.error === undefined ? null : textOf(state.error),
    ])
  }
}

type Row = Omit<DomainEvent, 'createdAt'> & { createdAt: Date; attempts: number }

function claimedOf({ attempts, createdAt, ...event }: Row): Claimed {
  return { event: { ...event, createdAt: createdAt.toISOString() } as DomainEvent, attempt: attempts }
}

/** PostgreSQL stores no NUL and no half of a character: an error that could not be stored would come up again and again. */
function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.replaceAll('\0', '').slice(0, errorLengthMax).toWellFormed()
}
