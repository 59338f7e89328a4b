import { statement, type Tx } from '@chatsphere/db'

const retainDays = 7
const rowsAtOnce = 5_000

/** Few rows at a time, so that no run holds locks for long; each by the index of its time column. */
const deletions = [
  statement(
    'retain-outbox',
    `DELETE FROM event_schema.outbox WHERE id IN (
       SELECT id FROM event_schema.outbox WHERE published_at < clock_timestamp() - interval '${retainDays} days' LIMIT ${rowsAtOnce})
     RETURNING 1`,
  ),
  statement(
    'retain-inbox',
    `DELETE FROM event_schema.inbox WHERE (consumer, event_id) IN (
       SELECT consumer, event_id FROM event_schema.inbox WHERE handled_at < clock_timestamp() - interval '${2 * retainDays} days' LIMIT ${rowsAtOnce})
     RETURNING 1`,
  ),
  statement(
    'retain-one-time-tokens',
    `DELETE FROM auth_schema.one_time_token WHERE hash IN (
       SELECT hash FROM auth_schema.one_time_token WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT ${rowsAtOnce})
     RETURNING 1`,
  ),
  // Its refresh tokens go with it.
  statement(
    'retain-sessions',
    `DELETE FROM auth_schema.session WHERE id IN (
       SELECT id FROM auth_schema.session WHERE expires_at < clock_timestamp() - interval '${retainDays} days' LIMIT ${rowsAtOnce})
     RETURNING 1`,
  ),
  statement(
    'retain-processes',
    "DELETE FROM event_schema.process WHERE lease_until < clock_timestamp() - interval '1 minute' RETURNING 1",
  ),
]

/** Removes what has had its time: published events, the memory of handled ones (kept twice as long), one-time tokens, sessions, processes that died. */
export async function deleteExpired(tx: Tx): Promise<void> {
  for (const deletion of deletions) {
    for (let deleted = rowsAtOnce; deleted === rowsAtOnce; ) deleted = (await tx.query(deletion)).length
  }
}
