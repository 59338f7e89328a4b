import { type ConsumerName, consumerNames } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

/** Enough to see that it is too much. */
const countMax = 100_000

/** Index outbox_unpublished_idx. */
const selectBacklog = statement(
  'metrics-outbox',
  `SELECT count(*)::int AS rows,
          coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS "oldestSeconds"
   FROM (SELECT created_at FROM event_schema.outbox WHERE published_at IS NULL ORDER BY created_at LIMIT ${countMax}) AS unpublished`,
)

/** Indexes queued_parked_idx and queued_failed_idx. */
const countSetAside = statement(
  'metrics-set-aside',
  `SELECT consumer,
          count(*) FILTER (WHERE parked_at IS NOT NULL)::int AS parked, count(*) FILTER (WHERE parked_at IS NULL)::int AS failed
   FROM event_schema.queued
   WHERE parked_at IS NOT NULL OR (parked_at IS NULL AND (attempts > 0 OR last_error IS NOT NULL))
   GROUP BY consumer`,
)

export interface Backlog {
  readonly rows: number
  readonly oldestSeconds: number
}

export async function getBacklog(tx: Tx): Promise<Backlog> {
  const [backlog] = await tx.query<Backlog>(selectBacklog)
  return backlog ?? { rows: 0, oldestSeconds: 0 }
}

export interface SetAside {
  readonly consumer: ConsumerName
  readonly parked: number
  readonly failed: number
}

/** Of every consumer, what waits for an admin and what waits for its next try. */
export async function listSetAside(tx: Tx): Promise<SetAside[]> {
  const rows = new Map((await tx.query<SetAside>(countSetAside)).map((row) => [row.consumer, row]))
  return consumerNames.map((consumer) => rows.get(consumer) ?? { consumer, parked: 0, failed: 0 })
}
