import type { ConversationKind, HistoryRule, Permissions, Visibility } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { settingOf } from '../server-settings/index.ts'

export interface ConversationRow {
  id: string
  kind: ConversationKind
  visibility: Visibility
  history: HistoryRule
  permissions: Permissions
  archived: boolean
  approval: boolean
  slow_mode_seconds: number
  revision: number
  last_position: number
  audience: number
  last_message_at: Date
  /** Of the server, at this moment: what a body that is written now may have, in code points. */
  message_length_max: number
}

/** The lock that positions, revisions and rights change under. In the order of the ids, so that two batches cannot deadlock. */
const lock = statement(
  'lock-conversations',
  `SELECT id, kind, visibility, history, permissions, archived, approval, slow_mode_seconds, revision, last_position, audience, last_message_at,
          ${settingOf('messageLengthMax')} AS message_length_max
   FROM chat_schema.conversation
   WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
)

/** Whoever was sent away before is in no live event that carries the new number. */
const raise = statement(
  'raise-audience',
  'UPDATE chat_schema.conversation SET audience = audience + 1 WHERE id = $1 RETURNING audience',
)

export function lockConversations(tx: Tx, conversationIds: readonly string[]): Promise<ConversationRow[]> {
  return tx.query<ConversationRow>(lock, [conversationIds])
}

export async function raiseAudience(tx: Tx, conversationId: string): Promise<number> {
  const [row] = await tx.query<{ audience: number }>(raise, [conversationId])
  if (!row) throw new Error('The conversation was locked and is gone')
  return row.audience
}
