import { noteEvents } from './outbox-writers.ts'
import { currentRequestId } from './request-context.ts'
import { statement, type Tx } from './statement.ts'

export interface OutboxRow {
  id: string
  topic: string
  key: string
  payload: unknown
  /** Of the request that made the change, where that is another one than the current; null: of none. */
  requestId?: string | null
}

const insertOutbox = statement(
  'insert-outbox',
  `INSERT INTO event_schema.outbox (id, topic, key, payload, request_id)
   SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::jsonb[], $5::text[])`,
)

/** Adds the events of a change to its own transaction: they exist if and only if the change does. Its commit tells the relays. */
export async function appendToOutbox(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return
  noteEvents(tx)
  await tx.query(insertOutbox, [
    rows.map((row) => row.id),
    rows.map((row) => row.topic),
    rows.map((row) => row.key),
    rows.map((row) => JSON.stringify(row.payload)),
    rows.map(({ requestId = currentRequestId() ?? null }) => requestId),
  ])
}
