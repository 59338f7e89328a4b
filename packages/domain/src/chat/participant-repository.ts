import type { ConversationKind } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

export interface ParticipantRow {
  conversation_id: string
  user_id: string
  kind: ConversationKind
  last_position: number
  left_at: Date | null
  history_from: number
  read_version: number
  read_position: number
  read_position_max: number
  delivered_position: number
}

const columns = `p.conversation_id, p.user_id, c.kind, c.last_position, p.left_at, p.history_from,
  p.read_version, p.read_position, p.read_position_max, p.delivered_position`

/** By primary keys; takes no lock. */
const selectParticipant = statement(
  'select-participant',
  `SELECT ${columns} FROM chat_schema.participant p JOIN chat_schema.conversation c ON c.id = p.conversation_id
   WHERE p.conversation_id = $1 AND p.user_id = $2`,
)

/** Locks one's own rows, in the order of the conversations. The heads only grow, so they need no lock to be clamped to. */
const lockOwnParticipants = statement(
  'lock-own-participants',
  `SELECT ${columns} FROM chat_schema.participant p JOIN chat_schema.conversation c ON c.id = p.conversation_id
   WHERE p.user_id = $1 AND p.conversation_id = ANY($2::uuid[]) AND p.left_at IS NULL
   ORDER BY p.conversation_id
   FOR NO KEY UPDATE OF p`,
)

const updateCursor = statement(
  'update-cursor',
  `UPDATE chat_schema.participant SET
     read_version = $3, read_position = $4,
     read_position_max = greatest(read_position_max, $4),
     delivered_position = greatest(delivered_position, $4),
     receipt_at = clock_timestamp(),
     user_revision = $5
   WHERE conversation_id = $1 AND user_id = $2
   RETURNING read_position_max, delivered_position`,
)

const updateDelivered = statement(
  'update-delivered',
  `UPDATE chat_schema.participant p SET delivered_position = d.position, receipt_at = clock_timestamp()
   FROM unnest($2::uuid[], $3::bigint[]) AS d(conversation_id, position)
   WHERE p.conversation_id = d.conversation_id AND p.user_id = $1`,
)

/** Index: the primary key's first column. */
const selectMembers = statement(
  'select-members',
  `SELECT conversation_id, user_id FROM chat_schema.participant WHERE conversation_id = ANY($1::uuid[]) AND left_at IS NULL`,
)

const insertDirectPair = statement(
  'insert-direct-pair',
  `INSERT INTO chat_schema.participant (conversation_id, user_id, user_revision)
   SELECT $1, * FROM unnest($2::uuid[], $3::bigint[])`,
)

export async function findParticipant(tx: Tx, conversationId: string, userId: string): Promise<ParticipantRow | undefined> {
  const [row] = await tx.query<ParticipantRow>(selectParticipant, [conversationId, userId])
  return row
}

export function lockParticipants(tx: Tx, userId: string, conversationIds: readonly string[]): Promise<ParticipantRow[]> {
  return tx.query<ParticipantRow>(lockOwnParticipants, [userId, conversationIds])
}

export async function saveCursor(
  tx: Tx,
  cursor: { conversationId: string; userId: string; version: number; position: number; userRevision: number },
): Promise<{ readPosition: number; deliveredPosition: number }> {
  const [row] = await tx.query<{ read_position_max: number; delivered_position: number }>(updateCursor, [
    cursor.conversationId,
    cursor.userId,
    cursor.version,
    cursor.position,
    cursor.userRevision,
  ])
  if (!row) throw new Error('The participant row was locked and is gone')
  return { readPosition: row.read_position_max, deliveredPosition: row.delivered_position }
}

export async function saveDelivered(
  tx: Tx,
  userId: string,
  delivered: readonly { conversationId: string; position: number }[],
): Promise<void> {
  await tx.query(updateDelivered, [
    userId,
    delivered.map((entry) => entry.conversationId),
    delivered.map((entry) => entry.position),
  ])
}

export async function insertPair(tx: Tx, conversationId: string, userRevisions: ReadonlyMap<string, number>): Promise<void> {
  await tx.query(insertDirectPair, [conversationId, [...userRevisions.keys()], [...userRevisions.values()]])
}

/** The present members of each conversation. */
export async function listMemberIds(tx: Tx, conversationIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx.query<{ conversation_id: string; user_id: string }>(selectMembers, [conversationIds])
  const members = new Map<string, string[]>()
  for (const row of rows) {
    const list = members.get(row.conversation_id)
    if (list) list.push(row.user_id)
    else members.set(row.conversation_id, [row.user_id])
  }
  return members
}
