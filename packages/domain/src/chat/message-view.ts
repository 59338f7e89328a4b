import type { Message, MessageKind } from '@chatsphere/contracts'

export interface StoredReaction {
  emoji: string
  userIds: string[]
}

export interface MessageRow {
  conversation_id: string
  id: string
  position: number
  revision: number
  version: number
  author_id: string
  kind: MessageKind
  body: string
  reply_to: string | null
  thread_root: string | null
  reactions: StoredReaction[]
  edited_at: Date | null
  deleted_at: Date | null
  pinned_at: Date | null
  created_at: Date
}

/** The columns of a `MessageRow`, of the table or alias `m`. */
export const messageColumns = `m.conversation_id, m.id, m.position, m.revision, m.version, m.author_id, m.kind, m.body,
  m.reply_to, m.thread_root, m.reactions, m.edited_at, m.deleted_at, m.pinned_at, m.created_at`

export function messageView(row: MessageRow): Message {
  return {
    conversationId: row.conversation_id,
    id: row.id,
    position: row.position,
    revision: row.revision,
    version: row.version,
    authorId: row.author_id,
    kind: row.kind,
    body: row.body,
    replyTo: row.reply_to,
    threadRoot: row.thread_root,
    attachments: [],
    reactions: row.reactions.map(({ emoji, userIds }) => ({ emoji, count: userIds.length, userIds })),
    mentions: [],
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    pinnedAt: row.pinned_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  }
}
