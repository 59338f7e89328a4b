import { statement, type Tx } from '@chatsphere/db'

/** Locks the rows in the order of their ids, last in the lock order. */
const advance = statement(
  'advance-user-states',
  `INSERT INTO user_schema.user_state AS state (user_id, revision)
   SELECT changed.user_id, 1 FROM unnest($1::uuid[]) AS changed(user_id) ORDER BY changed.user_id
   ON CONFLICT (user_id) DO UPDATE SET revision = state.revision + 1
   RETURNING user_id, revision`,
)

const selectRevision = statement('select-user-revision', 'SELECT revision FROM user_schema.user_state WHERE user_id = $1')

/** Takes the next revision of each user's own state, in the caller's transaction. */
export async function advanceUserStates(tx: Tx, userIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ user_id: string; revision: number }>(advance, [[...userIds].sort()])
  return new Map(rows.map((row) => [row.user_id, row.revision]))
}

export async function getUserRevision(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.query<{ revision: number }>(selectRevision, [userId])
  return row?.revision ?? 0
}
