import type { Message } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { type MessageRow, messageColumns, messageView } from './message-view.ts'

export interface HeadRow {
  conversation_id: string
  revision: number
  user_revision: number
}

/** All present memberships of one user; index participant_user_id_user_revision_idx. */
const selectOwnHeads = statement(
  'select-own-heads',
  `SELECT c.id AS conversation_id, c.revision, p.user_revision
   FROM chat_schema.participant p JOIN chat_schema.conversation c ON c.id = p.conversation_id
   WHERE p.user_id = $1 AND p.left_at IS NULL
   ORDER BY c.last_message_at DESC, c.id`,
)

/** The heads of many users at once, with each user's own revision; a user without a conversation has one row of nulls. */
const selectHeads = statement(
  'select-heads',
  `SELECT asked.user_id, coalesce(s.revision, 0) AS user_revision, heads.conversation_id, heads.revision
   FROM unnest($1::uuid[]) AS asked(user_id)
   LEFT JOIN user_schema.user_state s ON s.user_id = asked.user_id
   LEFT JOIN LATERAL (
     SELECT c.id AS conversation_id, c.revision
     FROM chat_schema.participant p JOIN chat_schema.conversation c ON c.id = p.conversation_id
     WHERE p.user_id = asked.user_id AND p.left_at IS NULL
   ) AS heads ON true`,
)

export function listOwnHeads(tx: Tx, userId: string): Promise<HeadRow[]> {
  return tx.query<HeadRow>(selectOwnHeads, [userId])
}

export interface UserHeads {
  userRevision: number
  conversations: { conversationId: string; revision: number }[]
}

/** What PostgreSQL has for each of these users right now. */
export async function listHeads(tx: Tx, userIds: readonly string[]): Promise<Map<string, UserHeads>> {
  const rows = await tx.query<{
    user_id: string
    user_revision: number
    conversation_id: string | null
    revision: number | null
  }>(selectHeads, [userIds])
  const heads = new Map<string, UserHeads>()
  for (const row of rows) {
    const user = heads.get(row.user_id) ?? { userRevision: row.user_revision, conversations: [] }
    heads.set(row.user_id, user)
    if (row.conversation_id !== null && row.revision !== null) {
      user.conversations.push({ conversationId: row.conversation_id, revision: row.revision })
    }
  }
  return heads
}

function changesStatement(name: string, order: string) {
  return statement(
    name,
    `SELECT wanted.conversation_id AS asked_id, c.revision AS head, m.*
     FROM unnest($2::uuid[], $3::bigint[]) AS wanted(conversation_id, after)
     JOIN chat_schema.conversation c ON c.id = wanted.conversation_id
     JOIN chat_schema.participant p ON p.conversation_id = c.id AND p.user_id = $1 AND p.left_at IS NULL
     LEFT JOIN LATERAL (
       SELECT ${messageColumns} FROM chat_schema.message m
       WHERE m.conversation_id = c.id AND m.revision > wanted.after AND m.position >= p.history_from
       ORDER BY ${order} LIMIT $4
     ) AS m ON true`,
  )
}

/** Index message_conversation_id_revision_key, read from the cursor on. */
const selectChanges = changesStatement('select-changes', 'm.revision')
/** Index message_conversation_id_position_key, read backwards. */
const selectNewest = changesStatement('select-newest', 'm.position DESC')

export interface Changes {
  /** The head of the same snapshot as `messages`. */
  head: number
  messages: Message[]
}

type ChangeRow = { asked_id: string; head: number } & (MessageRow | { id: null })

/** Of each wanted conversation up to `limit` rows changed after `after`: the earliest changes, or the newest page. */
export async function listChanges(
  tx: Tx,
  userId: string,
  wanted: ReadonlyMap<string, number>,
  options: { which: 'earliest' | 'newest'; limit: number },
): Promise<Map<string, Changes>> {
  if (wanted.size === 0) return new Map()
  const sql = options.which === 'earliest' ? selectChanges : selectNewest
  const rows = await tx.query<ChangeRow>(sql, [userId, [...wanted.keys()], [...wanted.values()], options.limit])
  const changes = new Map<string, Changes>()
  for (const row of rows) {
    const entry = changes.get(row.asked_id) ?? { head: row.head, messages: [] }
    changes.set(row.asked_id, entry)
    if (row.id !== null) entry.messages.push(messageView(row))
  }
  for (const entry of changes.values()) entry.messages.sort((one, other) => one.revision - other.revision)
  return changes
}
