import type { Message, MessageVersion } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

const insert = statement(
  'insert-message-version',
  `INSERT INTO chat_schema.message_version (conversation_id, message_id, version, body, created_at) VALUES ($1, $2, $3, $4, $5)`,
)

const remove = statement(
  'delete-message-versions',
  'DELETE FROM chat_schema.message_version WHERE conversation_id = $1 AND message_id = $2',
)

/** By the primary key. */
const select = statement(
  'select-message-versions',
  `SELECT version, body, created_at FROM chat_schema.message_version
   WHERE conversation_id = $1 AND message_id = $2 ORDER BY version`,
)

/** Keeps the body that the message has now. */
export async function insertVersion(tx: Tx, message: Message): Promise<void> {
  const writtenAt = message.editedAt ?? message.createdAt
  await tx.query(insert, [message.conversationId, message.id, message.version, message.body, writtenAt])
}

export async function deleteVersions(tx: Tx, message: Message): Promise<void> {
  await tx.query(remove, [message.conversationId, message.id])
}

/** The bodies before the present one, the first one first. */
export async function listEarlierVersions(tx: Tx, message: Message): Promise<MessageVersion[]> {
  const rows = await tx.query<{ version: number; body: string; created_at: Date }>(select, [message.conversationId, message.id])
  return rows.map((row) => ({ version: row.version, body: row.body, createdAt: row.created_at.toISOString() }))
}
