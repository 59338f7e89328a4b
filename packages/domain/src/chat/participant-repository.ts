import type { ConversationKind, Permissions, ReceiptCounts, Role } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { mayWrite } from '../users/index.ts'

export interface ParticipantRow {
  conversation_id: string
  user_id: string
  kind: ConversationKind
  permissions: Permissions
  archived: boolean
  role: Role
  /** They may say nothing at present. */
  silenced: boolean
  last_position: number
  left_at: Date | null
  history_from: number
  read_version: number
  read_position: number
  read_position_max: number
  delivered_position: number
}

/** Somebody's place, present or left, as the acts read it under the conversation's lock. */
export interface PlaceRow {
  conversation_id: string
  user_id: string
  role: Role
  left_at: Date | null
  history_from: number
  /** They may say nothing at present. */
  silenced: boolean
  /** When they wrote last, if that was in slow mode. */
  posted_at: Date | null
  disabled: boolean
  /** Their address is confirmed, or need not be. */
  may_write: boolean
  /** In a direct conversation: they have blocked the other person. */
  has_blocked: boolean
  /** The database's clock after the lock was taken. */
  now: Date
}

/** Of a place in a direct conversation, by the primary keys of both tables: they have blocked the other person. */
const hasBlocked = (place: string) => `EXISTS (
     SELECT FROM chat_schema.participant peer
     JOIN user_schema.block ON block.user_id = ${place}.user_id AND block.blocked_id = peer.user_id
     WHERE peer.conversation_id = ${place}.conversation_id AND peer.user_id <> ${place}.user_id
   )`

const columns = `p.conversation_id, p.user_id, c.kind, c.permissions, c.archived, p.role,
  coalesce(p.silenced_until > statement_timestamp(), false) AS silenced, c.last_position, p.left_at, p.history_from,
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

/**
 * Whether a place in a direct conversation stands still for the other person, since one of the two has blocked the other: how far they get
 * with what is left there to read would tell when they are here. By primary keys, in a statement after the row was locked, so that a block
 * that was waited for is seen.
 */
const isStill = (place: string) => `EXISTS (
     SELECT FROM chat_schema.conversation c
     JOIN chat_schema.participant peer ON peer.conversation_id = c.id AND peer.user_id <> ${place}.user_id
     JOIN user_schema.block ON (block.user_id = ${place}.user_id AND block.blocked_id = peer.user_id)
       OR (block.user_id = peer.user_id AND block.blocked_id = ${place}.user_id)
     WHERE c.id = ${place}.conversation_id AND c.kind = 'direct'
   )`

/** What the others see does not move where it stands still; one's own cursor does. */
const updateCursor = statement(
  'update-cursor',
  `UPDATE chat_schema.participant p SET
     read_version = $3, read_position = $4,
     read_position_max = CASE WHEN seen.still THEN read_position_max ELSE greatest(read_position_max, $4) END,
     delivered_position = CASE WHEN seen.still THEN delivered_position ELSE greatest(delivered_position, $4) END,
     receipt_at = CASE WHEN seen.still THEN receipt_at ELSE clock_timestamp() END,
     user_revision = $5
   FROM (SELECT ${isStill('place')} AS still FROM chat_schema.participant place WHERE conversation_id = $1 AND user_id = $2) AS seen
   WHERE p.conversation_id = $1 AND p.user_id = $2
   RETURNING p.read_position_max, p.delivered_position, seen.still`,
)

const updateDelivered = statement(
  'update-delivered',
  `UPDATE chat_schema.participant p SET delivered_position = d.position, receipt_at = clock_timestamp()
   FROM unnest($2::uuid[], $3::bigint[]) AS d(conversation_id, position)
   WHERE p.conversation_id = d.conversation_id AND p.user_id = $1 AND NOT ${isStill('p')}
   RETURNING p.conversation_id`,
)

/** Index: the primary key's first column. To be run after the lock in a statement of its own. */
const selectPlaces = statement(
  'select-places',
  `SELECT p.conversation_id, p.user_id, p.role, p.left_at, p.history_from, p.posted_at,
          coalesce(p.silenced_until > clock_timestamp(), false) AS silenced, u.disabled_at IS NOT NULL AS disabled, clock_timestamp() AS now,
          ${mayWrite('p.user_id')} AS may_write,
          CASE WHEN c.kind = 'direct' THEN ${hasBlocked('p')} ELSE false END AS has_blocked
   FROM chat_schema.participant p
   JOIN chat_schema.conversation c ON c.id = p.conversation_id
   JOIN user_schema."user" u ON u.id = p.user_id
   WHERE p.conversation_id = ANY($1::uuid[])`,
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

/** Locks the rows of some people, in the order of their ids: before their user states, as everywhere. */
const lockPlaces = statement(
  'lock-places',
  `SELECT user_id FROM chat_schema.participant WHERE conversation_id = $1 AND user_id = ANY($2::uuid[])
   ORDER BY user_id FOR NO KEY UPDATE`,
)

/** Whoever was here before keeps what they have read and received. */
const upsertMembers = statement(
  'upsert-members',
  `INSERT INTO chat_schema.participant
     (conversation_id, user_id, user_revision, role, history_from, read_position, read_position_max, delivered_position)
   SELECT $1, joining.user_id, joining.revision, joining.role, $5, $6, $6, $6
   FROM unnest($2::uuid[], $3::bigint[], $4::text[]) AS joining(user_id, revision, role)
   ON CONFLICT (conversation_id, user_id) DO UPDATE SET
     user_revision = excluded.user_revision, role = excluded.role, history_from = excluded.history_from,
     joined_at = clock_timestamp(), left_at = NULL, receipt_at = clock_timestamp(),
     read_position = excluded.read_position, read_position_max = excluded.read_position_max,
     delivered_position = excluded.delivered_position`,
)

const updateRoles = statement(
  'update-roles',
  `UPDATE chat_schema.participant p SET role = changed.role, user_revision = changed.revision
   FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS changed(user_id, role, revision)
   WHERE p.conversation_id = $1 AND p.user_id = changed.user_id`,
)

const updateSilence = statement(
  'update-silence',
  `UPDATE chat_schema.participant SET silenced_until = $3, user_revision = $4 WHERE conversation_id = $1 AND user_id = $2`,
)

/** Index participant_silenced_until_idx. What another worker ends at this moment is left to it. */
const lockSilences = statement(
  'lock-over-silences',
  `SELECT conversation_id AS "conversationId", user_id AS "userId" FROM chat_schema.participant
   WHERE silenced_until <= statement_timestamp() ORDER BY silenced_until LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
)

/** Of those who wrote where one has to wait between two messages. */
const updatePosted = statement(
  'update-posted',
  `UPDATE chat_schema.participant p SET posted_at = posted.at
   FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS posted(conversation_id, user_id, at)
   WHERE p.conversation_id = posted.conversation_id AND p.user_id = posted.user_id`,
)

/** What belongs to them is another one, though their place is the same. */
const touch = statement(
  'touch-places',
  `UPDATE chat_schema.participant p SET user_revision = touched.revision
   FROM unnest($2::uuid[], $3::bigint[]) AS touched(user_id, revision)
   WHERE p.conversation_id = $1 AND p.user_id = touched.user_id`,
)

const updateLeft = statement(
  'update-left',
  `UPDATE chat_schema.participant SET left_at = clock_timestamp(), user_revision = $3 WHERE conversation_id = $1 AND user_id = $2`,
)

/** Index: the primary key's first column. */
const countOthers = statement(
  'count-receipts',
  `SELECT count(*) FILTER (WHERE read_position_max >= $3) AS read, count(*) FILTER (WHERE delivered_position >= $3) AS delivered,
          count(*) AS members
   FROM chat_schema.participant WHERE conversation_id = $1 AND user_id <> $2 AND left_at IS NULL`,
)

export function listPlaces(tx: Tx, conversationIds: readonly string[]): Promise<PlaceRow[]> {
  return tx.query<PlaceRow>(selectPlaces, [conversationIds])
}

export async function lockPlacesOf(tx: Tx, conversationId: string, userIds: readonly string[]): Promise<void> {
  await tx.query(lockPlaces, [conversationId, userIds])
}

/** Lets people in, or in again, with everything up to `position` read. */
export async function saveMembers(
  tx: Tx,
  conversationId: string,
  members: readonly { userId: string; userRevision: number; role: Role }[],
  from: { historyFrom: number; position: number },
): Promise<void> {
  await tx.query(upsertMembers, [
    conversationId,
    members.map((member) => member.userId),
    members.map((member) => member.userRevision),
    members.map((member) => member.role),
    from.historyFrom,
    from.position,
  ])
}

export async function saveRoles(
  tx: Tx,
  conversationId: string,
  members: readonly { userId: string; role: Role; userRevision: number }[],
): Promise<void> {
  await tx.query(updateRoles, [
    conversationId,
    members.map((member) => member.userId),
    members.map((member) => member.role),
    members.map((member) => member.userRevision),
  ])
}

/** Null: they may write again. */
export async function saveSilence(
  tx: Tx,
  conversationId: string,
  member: { userId: string; until: Date | null; userRevision: number },
): Promise<void> {
  await tx.query(updateSilence, [conversationId, member.userId, member.until, member.userRevision])
}

/** Whose time of silence is over, each person once: another place of theirs is for the next call. */
export async function lockOverSilences(tx: Tx, limit: number): Promise<{ conversationId: string; userId: string }[]> {
  const rows = await tx.query<{ conversationId: string; userId: string }>(lockSilences, [limit])
  return [...new Map(rows.map((row) => [row.userId, row])).values()]
}

export async function savePosted(tx: Tx, posted: readonly { conversationId: string; userId: string; at: Date }[]): Promise<void> {
  await tx.query(updatePosted, [
    posted.map((post) => post.conversationId),
    posted.map((post) => post.userId),
    posted.map((post) => post.at),
  ])
}

export async function saveTouched(tx: Tx, conversationId: string, userRevisions: ReadonlyMap<string, number>): Promise<void> {
  await tx.query(touch, [conversationId, [...userRevisions.keys()], [...userRevisions.values()]])
}

export async function saveLeft(tx: Tx, conversationId: string, userId: string, userRevision: number): Promise<void> {
  await tx.query(updateLeft, [conversationId, userId, userRevision])
}

export async function countReached(
  tx: Tx,
  input: { conversationId: string; exceptUserId: string; position: number },
): Promise<ReceiptCounts> {
  const [counts] = await tx.query<ReceiptCounts>(countOthers, [input.conversationId, input.exceptUserId, input.position])
  return counts ?? { read: 0, delivered: 0, members: 0 }
}

export async function findParticipant(tx: Tx, conversationId: string, userId: string): Promise<ParticipantRow | undefined> {
  const [row] = await tx.query<ParticipantRow>(selectParticipant, [conversationId, userId])
  return row
}

export function lockParticipants(tx: Tx, userId: string, conversationIds: readonly string[]): Promise<ParticipantRow[]> {
  return tx.query<ParticipantRow>(lockOwnParticipants, [userId, conversationIds])
}

/** Answers what the others see now; null: nothing of this move, since one of the two people has blocked the other. */
export async function saveCursor(
  tx: Tx,
  cursor: { conversationId: string; userId: string; version: number; position: number; userRevision: number },
): Promise<{ readPosition: number; deliveredPosition: number } | null> {
  const [row] = await tx.query<{ read_position_max: number; delivered_position: number; still: boolean }>(updateCursor, [
    cursor.conversationId,
    cursor.userId,
    cursor.version,
    cursor.position,
    cursor.userRevision,
  ])
  if (!row) throw new Error('The participant row was locked and is gone')
  return row.still ? null : { readPosition: row.read_position_max, deliveredPosition: row.delivered_position }
}

/** Answers the conversations where it was saved: all but those where one of the two people has blocked the other. */
export async function saveDelivered(
  tx: Tx,
  userId: string,
  delivered: readonly { conversationId: string; position: number }[],
): Promise<Set<string>> {
  const rows = await tx.query<{ conversation_id: string }>(updateDelivered, [
    userId,
    delivered.map((entry) => entry.conversationId),
    delivered.map((entry) => entry.position),
  ])
  return new Set(rows.map((row) => row.conversation_id))
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
