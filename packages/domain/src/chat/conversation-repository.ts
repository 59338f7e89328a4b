import {
  type Conversation,
  type ConversationKind,
  type ConversationProfile,
  type GroupProfile,
  type HistoryRule,
  type Permissions,
  type Receipt,
  type Role,
  receiptMembersMax,
  unreadMax,
  type Visibility,
} from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { userView } from '../users/index.ts'
import { capabilitiesAt } from './conversation-policy.ts'
import { type MessageRow, messageColumns, messageView } from './message-view.ts'

/** A group's profile but its name, of the alias `c`. */
const groupColumns = `c.topic, c.description, c.emoji, c.visibility, c.permissions, c.archived, c.approval, c.slow_mode_seconds AS "slowModeSeconds"`

/**
 * Everything that a summary shows, of one snapshot, so that `unread` is exact at `revision`. Unread is counted, never stored:
 * index message_conversation_id_position_key, at most 100 rows each.
 */
const selectSummaries = statement(
  'select-summaries',
  `SELECT c.id AS summary_id, c.kind AS summary_kind, c.name, c.revision AS head, c.last_position, c.created_at AS opened_at,
          ${groupColumns}, c.history, p.role, p.silenced_until,
          coalesce(p.silenced_until > statement_timestamp(), false) AS silenced, p.history_from, members.count AS member_count,
          CASE WHEN c.approval THEN (SELECT count(*) FROM chat_schema.join_request r WHERE r.conversation_id = c.id) ELSE 0 END AS requests,
          p.left_at, p.read_version, p.read_position, p.user_revision, unread.count AS unread, others.list AS others,
          draft.body AS draft_body, draft.reply_to AS draft_reply_to, draft.saved_at AS draft_saved_at, ${messageColumns}
   FROM chat_schema.participant p
   JOIN chat_schema.conversation c ON c.id = p.conversation_id
   LEFT JOIN chat_schema.message m
     ON m.conversation_id = c.id AND m.position = c.last_position AND m.position >= p.history_from
   LEFT JOIN chat_schema.draft ON draft.conversation_id = c.id AND draft.user_id = p.user_id
   CROSS JOIN LATERAL (
     SELECT count(*) AS count FROM (
       SELECT FROM chat_schema.message counted
       WHERE counted.conversation_id = c.id AND counted.position > p.read_position AND counted.position >= p.history_from
         AND counted.author_id <> p.user_id AND counted.deleted_at IS NULL AND counted.kind = 'user'
         AND (counted.thread_root IS NULL OR counted.also_sent)
       LIMIT ${unreadMax}
     ) AS capped
   ) AS unread
   CROSS JOIN LATERAL (
     SELECT count(*) AS count FROM chat_schema.participant member
     WHERE member.conversation_id = c.id AND member.left_at IS NULL
   ) AS members
   CROSS JOIN LATERAL (
     SELECT coalesce(jsonb_agg(to_jsonb(other)), '[]') AS list FROM (
       SELECT o.user_id AS "userId", o.read_position_max AS "readPosition", o.delivered_position AS "deliveredPosition",
              u.username, u.display_name AS "displayName", u.avatar_colour AS "avatarColour",
              u.disabled_at AS "disabledAt", u.deleted_at AS "deletedAt",
              EXISTS (SELECT FROM user_schema.block WHERE block.user_id = p.user_id AND block.blocked_id = o.user_id) AS blocked,
              EXISTS (SELECT FROM user_schema.block WHERE block.user_id = o.user_id AND block.blocked_id = p.user_id) AS blocks
       FROM chat_schema.participant o JOIN user_schema."user" u ON u.id = o.user_id
       WHERE o.conversation_id = c.id AND o.user_id <> p.user_id AND o.left_at IS NULL
       ORDER BY o.user_id LIMIT ${receiptMembersMax}
     ) AS other
   ) AS others
   WHERE p.user_id = $1 AND p.left_at IS NULL AND ($2::uuid[] IS NULL OR c.id = ANY($2::uuid[]))
   ORDER BY c.last_message_at DESC, c.id`,
)

interface Other {
  userId: string
  readPosition: number
  deliveredPosition: number
  username: string
  displayName: string
  avatarColour: number | null
  disabledAt: string | null
  deletedAt: string | null
  /** By the asking user. */
  blocked: boolean
  /** The asking user. */
  blocks: boolean
}

type SummaryRow = {
  summary_id: string
  summary_kind: ConversationKind
  name: string | null
  head: number
  last_position: number
  opened_at: Date
  history: HistoryRule
  role: Role
  silenced_until: Date | null
  silenced: boolean
  requests: number
  history_from: number
  member_count: number
  left_at: Date | null
  read_version: number
  read_position: number
  user_revision: number
  unread: number
  others: Other[]
  draft_body: string | null
  draft_reply_to: string | null
  draft_saved_at: Date | null
} & Omit<GroupProfile, 'name'> &
  (MessageRow | { id: null })

function summaryView(row: SummaryRow): Conversation {
  const [first] = row.others
  const peer =
    row.summary_kind === 'direct' && first
      ? userView({
          id: first.userId,
          username: first.username,
          displayName: first.displayName,
          avatarColour: first.avatarColour,
          disabledAt: first.disabledAt === null ? null : new Date(first.disabledAt),
          deletedAt: first.deletedAt === null ? null : new Date(first.deletedAt),
        })
      : null
  const capabilities = capabilitiesAt({
    kind: row.summary_kind,
    role: row.role,
    permissions: row.permissions,
    archived: row.archived,
    silenced: row.silenced,
    leftAt: row.left_at,
    closed: peer !== null && isClosed(first),
  })
  return {
    id: row.summary_id,
    kind: row.summary_kind,
    name: row.name ?? peer?.displayName ?? '',
    peer,
    topic: row.topic,
    description: row.description,
    emoji: row.emoji,
    visibility: row.visibility,
    permissions: row.permissions,
    archived: row.archived,
    approval: row.approval,
    slowModeSeconds: row.slowModeSeconds,
    history: row.history,
    memberCount: row.member_count,
    role: row.role,
    historyFrom: row.history_from,
    revision: row.head,
    lastPosition: row.last_position,
    lastMessage: row.id === null ? null : messageView(row),
    unread: row.unread,
    mentions: 0,
    readVersion: row.read_version,
    readPosition: row.read_position,
    userRevision: row.user_revision,
    receipts: row.member_count <= receiptMembersMax ? row.others.map(receiptOf) : [],
    capabilities,
    requests: capabilities.includes('remove_members') ? row.requests : 0,
    silencedUntil: row.silenced ? (row.silenced_until?.toISOString() ?? null) : null,
    blocked: peer !== null && first?.blocked === true,
    draft:
      row.draft_body === null || row.draft_saved_at === null
        ? null
        : { body: row.draft_body, replyTo: row.draft_reply_to, savedAt: row.draft_saved_at.toISOString() },
    createdAt: row.opened_at.toISOString(),
  }
}

function isClosed(peer: Other | undefined): boolean {
  return peer !== undefined && (peer.disabledAt !== null || peer.blocked || peer.blocks)
}

function receiptOf({ userId, readPosition, deliveredPosition }: Receipt): Receipt {
  return { userId, readPosition, deliveredPosition }
}

/** The summaries of a user's conversations, the newest activity first; of all of them without `conversationIds`. */
export async function listSummaries(tx: Tx, userId: string, conversationIds?: readonly string[]): Promise<Conversation[]> {
  const rows = await tx.query<SummaryRow>(selectSummaries, [userId, conversationIds ?? null])
  return rows.map(summaryView)
}

const insertConversation = statement(
  'insert-direct-conversation',
  `INSERT INTO chat_schema.conversation (id, kind) VALUES ($1, 'direct') ON CONFLICT (id) DO NOTHING RETURNING id`,
)

/** False: somebody else made it first. Waits for one that is being made at this moment. */
export async function insertDirect(tx: Tx, conversationId: string): Promise<boolean> {
  const rows = await tx.query(insertConversation, [conversationId])
  return rows.length === 1
}

const selectProfile = statement(
  'select-profile',
  `SELECT c.name, ${groupColumns}, members.count AS member_count, members.receipts
   FROM chat_schema.conversation c
   CROSS JOIN LATERAL (
     SELECT count(*) AS count, jsonb_agg(jsonb_build_object(
       'userId', p.user_id, 'readPosition', p.read_position_max, 'deliveredPosition', p.delivered_position) ORDER BY p.user_id) AS receipts
     FROM chat_schema.participant p WHERE p.conversation_id = c.id AND p.left_at IS NULL
   ) AS members
   WHERE c.id = $1`,
)

type ProfileRow = Omit<ConversationProfile, 'memberCount' | 'receipts'> & { member_count: number; receipts: Receipt[] | null }

/** What all members see alike; to be read in the transaction that changed it. */
export async function getProfile(tx: Tx, conversationId: string): Promise<ConversationProfile> {
  const [row] = await tx.query<ProfileRow>(selectProfile, [conversationId])
  if (!row) throw new Error('The conversation is not there')
  const { member_count: memberCount, receipts, ...profile } = row
  return {
    ...profile,
    memberCount,
    receipts: memberCount <= receiptMembersMax ? (receipts ?? []) : [],
  }
}

const selectGroupProfile = statement(
  'select-group-profile',
  `SELECT c.name, ${groupColumns} FROM chat_schema.conversation c WHERE c.id = $1`,
)

/** What a group says of itself, under the conversation's lock; what it counts is `getProfile`'s. */
export async function getGroupProfile(tx: Tx, conversationId: string): Promise<GroupProfile> {
  const [row] = await tx.query<GroupProfile>(selectGroupProfile, [conversationId])
  if (!row) throw new Error('The conversation was locked and is gone')
  return row
}

const updateProfile = statement(
  'update-group-profile',
  `UPDATE chat_schema.conversation SET name = $2, topic = $3, description = $4, emoji = $5, visibility = $6, permissions = $7,
     archived = $8, approval = $9, slow_mode_seconds = $10
   WHERE id = $1`,
)

/** Under the conversation's lock. */
export async function saveProfile(tx: Tx, conversationId: string, profile: GroupProfile): Promise<void> {
  const { name, topic, description, emoji, visibility, permissions, archived, approval, slowModeSeconds } = profile
  const values = [name, topic, description, emoji, visibility, JSON.stringify(permissions), archived, approval, slowModeSeconds]
  await tx.query(updateProfile, [conversationId, ...values])
}

const insertNew = statement(
  'insert-group',
  `INSERT INTO chat_schema.conversation (id, kind, name, visibility, history, permissions, created_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT (id) DO NOTHING RETURNING id`,
)

const selectCreator = statement('select-creator', 'SELECT created_by FROM chat_schema.conversation WHERE id = $1')

/** False: this id is there already. Waits for one that is being made at this moment. */
export async function insertGroup(
  tx: Tx,
  group: {
    id: string
    kind: ConversationKind
    name: string
    visibility: Visibility
    history: HistoryRule
    permissions: Permissions
    createdBy: string
  },
): Promise<boolean> {
  const { id, kind, name, visibility, history, permissions, createdBy } = group
  const rows = await tx.query(insertNew, [id, kind, name, visibility, history, JSON.stringify(permissions), createdBy])
  return rows.length === 1
}

export async function findCreator(tx: Tx, conversationId: string): Promise<string | null> {
  const [row] = await tx.query<{ created_by: string | null }>(selectCreator, [conversationId])
  return row?.created_by ?? null
}

const selectEpoch = statement('select-epoch', 'SELECT event_schema.current_epoch() AS epoch')

/** Names the database's history; see the migration. */
export async function getEpoch(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ epoch: string }>(selectEpoch)
  if (!row) throw new Error('The database has no epoch')
  return row.epoch
}
