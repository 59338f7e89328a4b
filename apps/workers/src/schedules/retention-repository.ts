import { type Statement, statement, type Tx } from '@chatsphere/db'
import { getServerSettings } from '@chatsphere/domain'

const sessionDays = 7
const rowsAtOnce = 5_000

/** Few rows at a time, so that no run holds locks for long; each by the index of its time column. */
const eventDeletions = [
  statement(
    'retain-outbox',
    `DELETE FROM event_schema.outbox WHERE id IN (
       SELECT id FROM event_schema.outbox WHERE published_at < clock_timestamp() - make_interval(days => $1) LIMIT ${rowsAtOnce})
     RETURNING 1`,
  ),
  statement(
    'retain-inbox',
    `DELETE FROM event_schema.inbox WHERE (consumer, event_id) IN (
       SELECT consumer, event_id FROM event_schema.inbox WHERE handled_at < clock_timestamp() - make_interval(days => 2 * $1::int) LIMIT ${rowsAtOnce})
     RETURNING 1`,
  ),
]

const otherDeletions = [
  statement(
    'retain-one-time-tokens',
    `DELETE FROM auth_schema.one_time_token WHERE hash IN (
       SELECT hash FROM auth_schema.one_time_token WHERE expires_at < clock_timestamp() - interval '1 day' LIMIT ${rowsAtOnce})
     RETURNING 1`,
  ),
  // A month after its end, however it ended; the last use is not kept, so that one that is used up counts from when it was made.
  statement(
    'retain-invitations',
    `DELETE FROM auth_schema.registration_invitation
     WHERE coalesce(revoked_at, CASE WHEN uses >= uses_max THEN created_at END, expires_at) < clock_timestamp() - interval '1 month'
     RETURNING 1`,
  ),
  statement(
    'retain-group-invitations',
    `DELETE FROM chat_schema.group_invitation
     WHERE coalesce(revoked_at, CASE WHEN uses >= uses_max THEN created_at END, expires_at) < clock_timestamp() - interval '1 month'
     RETURNING 1`,
  ),
  statement('retain-bans', "DELETE FROM chat_schema.ban WHERE expires_at < clock_timestamp() - interval '1 month' RETURNING 1"),
  // Its refresh tokens go with it.
  statement(
    'retain-sessions',
    `DELETE FROM auth_schema.session WHERE id IN (
       SELECT id FROM auth_schema.session WHERE expires_at < clock_timestamp() - interval '${sessionDays} days' LIMIT ${rowsAtOnce})
     RETURNING 1`,
  ),
  statement(
    'retain-processes',
    "DELETE FROM event_schema.process WHERE lease_until < clock_timestamp() - interval '1 minute' RETURNING 1",
  ),
]

/** Removes what has had its time: published events, the memory of handled ones (kept twice as long), one-time tokens, sessions, processes that died. */
export async function deleteExpired(tx: Tx): Promise<void> {
  const { outboxRetentionDays } = await getServerSettings(tx)
  for (const deletion of eventDeletions) await deleteAll(tx, deletion, [outboxRetentionDays])
  for (const deletion of otherDeletions) await deleteAll(tx, deletion)
}

async function deleteAll(tx: Tx, deletion: Statement, values: readonly unknown[] = []): Promise<void> {
  for (let deleted = rowsAtOnce; deleted === rowsAtOnce; ) deleted = (await tx.query(deletion, values)).length
}
