import { statement, type Tx } from '@chatsphere/db'

/** When people were last seen outlives every engine: it is kept in PostgreSQL, and only rises. */
const upsertLastSeen = statement(
  'upsert-last-seen',
  `INSERT INTO presence_schema.last_seen AS known (user_id, at)
   SELECT DISTINCT user_id, least(to_timestamp($2::double precision / 1000), clock_timestamp()) FROM unnest($1::uuid[]) AS gone(user_id)
   ORDER BY user_id
   ON CONFLICT (user_id) DO UPDATE SET at = greatest(known.at, excluded.at)`,
)

const selectLastSeen = statement(
  'select-last-seen',
  'SELECT user_id AS "userId", at FROM presence_schema.last_seen WHERE user_id = ANY($1::uuid[])',
)

/** `atMs` in milliseconds since 1970; later than now counts as now. */
export async function saveLastSeen(db: Tx, userIds: readonly string[], atMs: number): Promise<void> {
  if (userIds.length > 0) await db.query(upsertLastSeen, [userIds, atMs])
}

export async function readLastSeen(db: Tx, userIds: readonly string[]): Promise<Map<string, Date>> {
  const rows = await db.query<{ userId: string; at: Date }>(selectLastSeen, [userIds])
  return new Map(rows.map(({ userId, at }) => [userId, at]))
}
