import type { JoinRequestList } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { type UserRecord, userView } from '../users/index.ts'

const requestsMax = 500

const upsert = statement(
  'upsert-join-request',
  `INSERT INTO chat_schema.join_request AS known (conversation_id, user_id, text) VALUES ($1, $2, $3)
   ON CONFLICT (conversation_id, user_id) DO UPDATE SET text = excluded.text WHERE known.text <> excluded.text
   RETURNING user_id`,
)

const remove = statement(
  'delete-join-requests',
  'DELETE FROM chat_schema.join_request WHERE conversation_id = $1 AND user_id = ANY($2::uuid[]) RETURNING user_id',
)

/** By the primary key's first column. */
const select = statement(
  'select-join-requests',
  `SELECT u.id, u.username, u.display_name AS "displayName", u.avatar_colour AS "avatarColour", u.disabled_at AS "disabledAt",
          u.deleted_at AS "deletedAt", r.text, r.created_at AS "createdAt"
   FROM chat_schema.join_request r JOIN user_schema."user" u ON u.id = r.user_id
   WHERE r.conversation_id = $1 ORDER BY r.created_at, r.user_id LIMIT ${requestsMax}`,
)

/** False: it says the same already. */
export async function saveRequest(tx: Tx, request: { conversationId: string; userId: string; text: string }): Promise<boolean> {
  return (await tx.query(upsert, [request.conversationId, request.userId, request.text])).length > 0
}

/** Answers whose there were. */
export async function deleteRequests(tx: Tx, conversationId: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ user_id: string }>(remove, [conversationId, userIds])
  return rows.map((row) => row.user_id)
}

export async function findRequests(tx: Tx, conversationId: string): Promise<JoinRequestList['requests']> {
  const rows = await tx.query<UserRecord & { text: string; createdAt: Date }>(select, [conversationId])
  return rows.map(({ text, createdAt, ...user }) => ({ user: userView(user), text, createdAt: createdAt.toISOString() }))
}
