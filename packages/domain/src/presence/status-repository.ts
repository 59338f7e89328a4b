import { statement, type Tx } from '@chatsphere/db'
import type { ChosenStatus } from './presence-policy.ts'

const columns = `status, emoji, text, expires_at AS "expiresAt", hidden_until AS "hiddenUntil",
  hidden_last_seen_at AS "hiddenLastSeenAt"`

/** By the primary key. Makes the row if there is none, so that there is something to lock: two that set a status take turns. */
const lock = statement(
  'lock-status',
  `INSERT INTO presence_schema.status AS stored (user_id) VALUES ($1)
   ON CONFLICT (user_id) DO UPDATE SET status = stored.status
   RETURNING ${columns}, clock_timestamp() AS now`,
)

const update = statement(
  'update-status',
  `UPDATE presence_schema.status SET
     status = $2, emoji = $3, text = $4, expires_at = $5, hidden_until = $6, hidden_last_seen_at = $7
   WHERE user_id = $1`,
)

/** Index status_expires_at_idx. What another worker ends at this moment is left to it. */
const endOver = statement(
  'end-statuses',
  `UPDATE presence_schema.status AS ended SET
     status = 'online', emoji = NULL, text = NULL, expires_at = NULL,
     hidden_until = CASE WHEN ended.status = 'invisible' THEN ended.expires_at ELSE ended.hidden_until END
   FROM (
     SELECT user_id FROM presence_schema.status WHERE expires_at <= statement_timestamp()
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED
   ) AS over
   WHERE ended.user_id = over.user_id
   RETURNING ended.user_id AS "userId"`,
)

/** `now` is the database's clock after the lock was taken. */
export async function lockStatus(tx: Tx, userId: string): Promise<{ stored: ChosenStatus; now: Date }> {
  const [row] = await tx.query<ChosenStatus & { now: Date }>(lock, [userId])
  if (!row) throw new Error('A status that was made or locked is answered')
  const { now, ...stored } = row
  return { stored, now }
}

export async function storeStatus(tx: Tx, userId: string, chosen: ChosenStatus): Promise<void> {
  const { status, emoji, text, expiresAt, hiddenUntil, hiddenLastSeenAt } = chosen
  await tx.query(update, [userId, status, emoji, text, expiresAt, hiddenUntil, hiddenLastSeenAt])
}

/** Ends statuses that are over, and answers whose those were. */
export async function endStatuses(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.query<{ userId: string }>(endOver, [limit])
  return rows.map(({ userId }) => userId)
}
