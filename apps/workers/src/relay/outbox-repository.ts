import type { DomainEvent } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

/** Longer than a publish may take. A relay that dies leaves its rows to the next one. */
const leaseSeconds = 30

/** Index outbox_unpublished_idx. By lease, never by "id after the last": a transaction that commits late must not be overlooked. */
const claimOutbox = statement(
  'relay-claim',
  `UPDATE event_schema.outbox o SET leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
   FROM (
     SELECT id FROM event_schema.outbox
     WHERE published_at IS NULL AND (leased_until IS NULL OR leased_until < clock_timestamp())
     ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED
   ) AS due
   WHERE o.id = due.id
   RETURNING o.id, o.topic, o.key, o.payload, o.created_at AS "createdAt", o.request_id AS "requestId"`,
)

const markPublished = statement(
  'relay-published',
  'UPDATE event_schema.outbox SET published_at = clock_timestamp() WHERE id = ANY($1::uuid[])',
)

const releaseOutbox = statement('relay-release', 'UPDATE event_schema.outbox SET leased_until = NULL WHERE id = ANY($1::uuid[])')

type OutboxRow = Omit<DomainEvent, 'createdAt'> & { createdAt: Date }

export async function claimUnpublished(tx: Tx, limit: number): Promise<DomainEvent[]> {
  const rows = await tx.query<OutboxRow>(claimOutbox, [limit])
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }) as DomainEvent)
}

export async function savePublished(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(markPublished, [ids])
}

export async function releaseClaimed(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(releaseOutbox, [ids])
}
