import { statement, type Tx } from '@chatsphere/db'

/** By the primary key, both ways. */
const selectBlock = statement(
  'select-block',
  `SELECT FROM user_schema.block WHERE (user_id = $1 AND blocked_id = $2) OR (user_id = $2 AND blocked_id = $1) LIMIT 1`,
)

/** One of the two has blocked the other. */
export async function isBlocked(tx: Tx, userId: string, otherId: string): Promise<boolean> {
  return (await tx.query(selectBlock, [userId, otherId])).length > 0
}

/** By the primary key. */
const selectBlockers = statement(
  'select-blockers',
  'SELECT FROM user_schema.block WHERE user_id = ANY($2::uuid[]) AND blocked_id = $1 LIMIT 1',
)

/** One of the others has blocked this user. */
export async function isBlockedByAny(tx: Tx, userId: string, otherIds: readonly string[]): Promise<boolean> {
  return (await tx.query(selectBlockers, [userId, otherIds])).length > 0
}
