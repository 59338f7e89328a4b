import type { Message } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { type MessageRow, messageColumns, messageView, type StoredReaction } from './message-view.ts'

const pinsMax = 100

/** To be run after the lock in a statement of its own: the locking statement's snapshot does not see what the winner wrote. */
const selectByIds = statement(
  'select-messages-by-ids',
  `SELECT ${messageColumns} FROM chat_schema.message m
   JOIN unnest($1::uuid[], $2::uuid[]) AS wanted(conversation_id, id)
     ON m.conversation_id = wanted.conversation_id AND m.id = wanted.id`,
)

/** The messages and the heads in one statement; positions and revisions were given under the lock. */
const insertMessages = statement(
  'insert-messages',
  `WITH inserted AS (
     INSERT INTO chat_schema.message (conversation_id, id, position, revision, author_id, body, created_at, kind, reply_to)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::uuid[], $6::text[], $7::timestamptz[],
       $12::text[], $13::uuid[])
   )
   UPDATE chat_schema.conversation c
   SET revision = head.revision, last_position = head.position, last_message_at = head.at
   FROM unnest($8::uuid[], $9::bigint[], $10::bigint[], $11::timestamptz[]) AS head(id, revision, position, at)
   WHERE c.id = head.id`,
)

export async function findByIds(tx: Tx, keys: readonly { conversationId: string; id: string }[]): Promise<Message[]> {
  const rows = await tx.query<MessageRow>(selectByIds, [keys.map((key) => key.conversationId), keys.map((key) => key.id)])
  return rows.map(messageView)
}

export async function storeMessages(
  tx: Tx,
  messages: readonly Message[],
  heads: readonly { id: string; revision: number; lastPosition: number; lastMessageAt: Date }[],
): Promise<void> {
  await tx.query(insertMessages, [
    messages.map((message) => message.conversationId),
    messages.map((message) => message.id),
    messages.map((message) => message.position),
    messages.map((message) => message.revision),
    messages.map((message) => message.authorId),
    messages.map((message) => message.body),
    messages.map((message) => message.createdAt),
    heads.map((head) => head.id),
    heads.map((head) => head.revision),
    heads.map((head) => head.lastPosition),
    heads.map((head) => head.lastMessageAt),
    messages.map((message) => message.kind),
    messages.map((message) => message.replyTo),
  ])
}

/** The whole row, and the head that its revision has become; under the conversation's lock. */
const updateRow = statement(
  'update-message',
  `WITH head AS (UPDATE chat_schema.conversation SET revision = $3 WHERE id = $1)
   UPDATE chat_schema.message SET revision = $3, version = $4, body = $5, reactions = $6, edited_at = $7, deleted_at = $8, pinned_at = $9
   WHERE conversation_id = $1 AND id = $2`,
)

export async function updateMessage(tx: Tx, message: Message): Promise<void> {
  await tx.query(updateRow, [
    message.conversationId,
    message.id,
    message.revision,
    message.version,
    message.body,
    JSON.stringify(message.reactions.map(({ emoji, userIds }): StoredReaction => ({ emoji, userIds }))),
    message.editedAt,
    message.deletedAt,
    message.pinnedAt,
  ])
}

/** Index message_pinned_idx, read backwards. */
const selectPinned = statement(
  'select-pinned',
  `SELECT ${messageColumns} FROM chat_schema.message m
   WHERE m.conversation_id = $1 AND m.position >= $2 AND m.pinned_at IS NOT NULL
   ORDER BY m.position DESC LIMIT ${pinsMax}`,
)

export async function listPinned(tx: Tx, conversationId: string, historyFrom: number): Promise<Message[]> {
  const rows = await tx.query<MessageRow>(selectPinned, [conversationId, historyFrom])
  return rows.map(messageView).reverse()
}

/** `head` and `last_position` of the same snapshot as the rows, at least one row with `id` null where there is no message. */
type PageRow = { head: number; last_position: number; history_from: number } & (MessageRow | { id: null })

function pageStatement(name: string, condition: string, order: 'ASC' | 'DESC') {
  return statement(
    name,
    `SELECT c.revision AS head, c.last_position, p.history_from, m.*
     FROM chat_schema.participant p
     JOIN chat_schema.conversation c ON c.id = p.conversation_id
     LEFT JOIN LATERAL (
       SELECT ${messageColumns} FROM chat_schema.message m
       WHERE m.conversation_id = c.id AND m.position >= p.history_from AND ${condition}
       ORDER BY m.position ${order} LIMIT $4
     ) AS m ON true
     WHERE p.conversation_id = $1 AND p.user_id = $2 AND p.left_at IS NULL`,
  )
}

/** Index message_conversation_id_position_key, read from the anchor. */
const selectBefore = pageStatement('select-page-before', 'm.position < $3', 'DESC')
const selectAfter = pageStatement('select-page-after', 'm.position > $3', 'ASC')

export interface Page {
  /** Ascending by position. */
  messages: Message[]
  head: number
  lastPosition: number
  historyFrom: number
}

async function page(tx: Tx, sql: ReturnType<typeof statement>, values: readonly unknown[]): Promise<Page> {
  const rows = await tx.query<PageRow>(sql, values)
  const [first] = rows
  return {
    messages: rows
      .filter((row) => row.id !== null)
      .map(messageView)
      .sort((one, other) => one.position - other.position),
    head: first?.head ?? 0,
    lastPosition: first?.last_position ?? 0,
    historyFrom: first?.history_from ?? 1,
  }
}

export interface PageInput {
  conversationId: string
  userId: string
  position: number
  limit: number
}

export function listBefore(tx: Tx, input: PageInput): Promise<Page> {
  return page(tx, selectBefore, [input.conversationId, input.userId, input.position, input.limit])
}

export function listAfter(tx: Tx, input: PageInput): Promise<Page> {
  return page(tx, selectAfter, [input.conversationId, input.userId, input.position, input.limit])
}
