import { statement, type Tx } from '@chatsphere/db'

/** Index participant_user_id_user_revision_idx, then the primary key. */
const selectContacts = statement(
  'select-contacts',
  `SELECT DISTINCT other.user_id
   FROM chat_schema.participant own
   JOIN chat_schema.participant other ON other.conversation_id = own.conversation_id
   WHERE own.user_id = $1 AND own.left_at IS NULL AND other.left_at IS NULL AND other.user_id = ANY($2::uuid[])`,
)

/** Of the asked users those who share a conversation with `userId` now (themselves included). */
export async function listContactsAmong(tx: Tx, userId: string, asked: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ user_id: string }>(selectContacts, [userId, asked])
  return rows.map((row) => row.user_id)
}
