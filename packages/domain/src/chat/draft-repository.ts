import { statement, type Tx } from '@chatsphere/db'

export interface DraftRow {
  body: string
  replyTo: string | null
}

/** By the primary key, under the lock of the participant. */
const select = statement(
  'select-draft',
  `SELECT body, reply_to AS "replyTo" FROM chat_schema.draft WHERE conversation_id = $1 AND user_id = $2`,
)

const upsert = statement(
  'upsert-draft',
  `INSERT INTO chat_schema.draft (conversation_id, user_id, body, reply_to) VALUES ($1, $2, $3, $4)
   ON CONFLICT (conversation_id, user_id) DO UPDATE SET
     body = excluded.body, reply_to = excluded.reply_to, saved_at = clock_timestamp()`,
)

const remove = statement('delete-draft', 'DELETE FROM chat_schema.draft WHERE conversation_id = $1 AND user_id = $2')

const stamp = statement(
  'stamp-participant',
  'UPDATE chat_schema.participant SET user_revision = $3 WHERE conversation_id = $1 AND user_id = $2',
)

export async function findDraft(tx: Tx, conversationId: string, userId: string): Promise<DraftRow | undefined> {
  const [row] = await tx.query<DraftRow>(select, [conversationId, userId])
  return row
}

/** Null: there is none any more. */
export async function storeDraft(
  tx: Tx,
  place: { conversationId: string; userId: string; userRevision: number },
  draft: DraftRow | null,
): Promise<void> {
  const { conversationId, userId } = place
  if (draft) await tx.query(upsert, [conversationId, userId, draft.body, draft.replyTo])
  else await tx.query(remove, [conversationId, userId])
  await tx.query(stamp, [conversationId, userId, place.userRevision])
}

/** By the places of the user; index participant_user_id_user_revision_idx. */
const removeAll = statement(
  'delete-drafts',
  `DELETE FROM chat_schema.draft USING chat_schema.participant place
   WHERE place.user_id = $1 AND draft.conversation_id = place.conversation_id AND draft.user_id = place.user_id`,
)

/** For an account that goes: nobody is left who would be told. */
export async function deleteDrafts(tx: Tx, userId: string): Promise<void> {
  await tx.query(removeAll, [userId])
}
