import type { ConsumerName, DeadLetter } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import type { DeadLetters } from '@chatsphere/domain'

/** Index queued_parked_idx. The order is whole, so that a list cut off at its limit is the same each time. */
const selectParked = statement(
  'dead-letters',
  `SELECT consumer, event_id AS "eventId", topic, attempts AS tries, coalesce(last_error, '') AS "lastError",
          created_at AS "createdAt", request_id AS "requestId", parked_at AS "parkedAt"
   FROM event_schema.queued
   WHERE parked_at IS NOT NULL AND ($1::text IS NULL OR consumer = $1)
   ORDER BY parked_at DESC, event_id, consumer LIMIT $2`,
)

/** It keeps its error, so it is handed over alone, and has all its tries again. */
const unpark = statement(
  'dead-letter-replay',
  `UPDATE event_schema.queued SET parked_at = NULL, attempts = 0, available_at = clock_timestamp()
   WHERE consumer = $1 AND event_id = $2 AND parked_at IS NOT NULL RETURNING topic`,
)

type Row = Omit<DeadLetter, 'createdAt' | 'parkedAt'> & { createdAt: Date; parkedAt: Date }

/** The parked rows of the queues in PostgreSQL, where every bus parks. */
export class PostgresDeadLetters implements DeadLetters {
  async list(tx: Tx, wanted: { consumer?: ConsumerName | undefined; limit: number }): Promise<DeadLetter[]> {
    const rows = await tx.query<Row>(selectParked, [wanted.consumer ?? null, wanted.limit])
    return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), parkedAt: row.parkedAt.toISOString() }))
  }

  async replay(tx: Tx, consumer: ConsumerName, eventId: string): Promise<boolean> {
    return (await tx.query(unpark, [consumer, eventId])).length > 0
  }
}
