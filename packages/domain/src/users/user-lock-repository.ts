import { statement, type Tx } from '@chatsphere/db'
import type { ProfileRecord } from './user-view.ts'

/** First in the lock order, before conversations. */
const lockOne = statement(
  'lock-user',
  `SELECT id, username, display_name AS "displayName", avatar_colour AS "avatarColour", role, disabled_at AS "disabledAt",
          deleted_at AS "deletedAt", bio, pronouns, time_zone AS "timeZone", created_at AS "createdAt"
   FROM user_schema."user" WHERE id = $1 FOR NO KEY UPDATE`,
)

/** In the order of the ids. Whoever holds these lets others hold them too, but nobody change them. */
const hold = statement(
  'hold-users',
  `SELECT id, disabled_at IS NOT NULL AS disabled FROM user_schema."user" WHERE id = ANY($1::uuid[]) ORDER BY id FOR SHARE`,
)

/** Locks a user's row and answers it as it is under the lock. */
export async function lockUser(tx: Tx, userId: string): Promise<ProfileRecord | undefined> {
  const [row] = await tx.query<ProfileRecord>(lockOne, [userId])
  return row
}

/** Of these users those who are there and not disabled; none of them can be disabled, deleted or blocked by another of them meanwhile. */
export async function holdEnabledUsers(tx: Tx, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string; disabled: boolean }>(hold, [userIds])
  return rows.filter((row) => !row.disabled).map((row) => row.id)
}
