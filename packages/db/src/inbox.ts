import { statement, type Tx } from './statement.ts'

const insertInbox = statement(
  'insert-inbox',
  `INSERT INTO event_schema.inbox (consumer, event_id) SELECT $1, * FROM unnest($2::uuid[])
   ON CONFLICT (consumer, event_id) DO NOTHING RETURNING event_id`,
)

/**
 * Marks events as handled in the transaction of their effect, and answers those that had not been: for the others the effect
 * must not happen again. A second handler at the same moment waits here until the first has committed or rolled back.
 */
export async function markHandled(tx: Tx, consumer: string, eventIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ event_id: string }>(insertInbox, [consumer, [...eventIds].sort()])
  return new Set(rows.map((row) => row.event_id))
}
