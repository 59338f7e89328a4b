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
