import { statement, type Tx } from '@chatsphere/db'

const retainDays = 7

/** Few rows at a time, so that no run holds locks for long; each by the index of its time column. */
const deletions = [
  statement(
    'retain-outbox',
    `DELETE FROM event_schema.outbox WHERE id IN (
       SELECT id FROM event_schema.outbox WHERE published_at < clock_timestamp() - interval '${retainDays} days' LIMIT 5000)`,
  ),
  statement(
    'retain-inbox',
    `DELETE FROM event_schema.inbox WHERE (consumer, event_id) IN (
       SELECT consumer, event_id FROM event_schema.inbox WHERE handled_at < clock_timestamp() - interval '${2 * retainDays} days' LIMIT 5000)`,
  ),
  statement(
    'retain-one-time-tokens',
    `DELETE FROM auth_schema.one_time_token WHERE hash IN (
       SELECT hash FROM auth_schema.one_time_token WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT 5000)`,
  ),
]

/** Removes what has had its time: published events, the memory of handled ones (kept twice as long), one-time tokens. */
export async function deleteExpired(tx: Tx): Promise<void> {
  for (const deletion of deletions) await tx.query(deletion)
}
