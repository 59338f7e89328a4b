import { statement, type Tx } from '@chatsphere/db'

/** Locks the rows in the order of their ids, last in the lock order. */
const advance = statement(
  'advance-user-states',
  `INSERT INTO user_schema.user_state AS state (user_id, revision, own_revision)
   SELECT changed.user_id, 1, CASE WHEN changed.own THEN 1 ELSE 0 END
   FROM unnest($1::uuid[], $2::boolean[]) AS changed(user_id, own) ORDER BY changed.user_id
   ON CONFLICT (user_id) DO UPDATE SET
     revision = state.revision + 1,
     own_revision = CASE WHEN excluded.own_revision = 1 THEN state.revision + 1 ELSE state.own_revision END
   RETURNING user_id, revision`,
)

const selectRevisions = statement(
  'select-user-revisions',
  `SELECT revision, own_revision AS "ownRevision" FROM user_schema.user_state WHERE user_id = $1`,
)

/**
 * Takes the next revision of each user's own state, in the caller's transaction. `own` are those of them whose account, settings or
 * status changed with it.
 */
export async function advanceUserStates(
  tx: Tx,
  userIds: readonly string[],
  own: readonly string[] = [],
): Promise<Map<string, number>> {
  const sorted = [...userIds].sort()
  const rows = await tx.query<{ user_id: string; revision: number }>(advance, [sorted, sorted.map((id) => own.includes(id))])
  return new Map(rows.map((row) => [row.user_id, row.revision]))
}

export interface UserRevisions {
  revision: number
  /** At which account, settings or status last changed. */
  ownRevision: number
}

export async function getUserRevisions(tx: Tx, userId: string): Promise<UserRevisions> {
  const [row] = await tx.query<UserRevisions>(selectRevisions, [userId])
  return row ?? { revision: 0, ownRevision: 0 }
}
