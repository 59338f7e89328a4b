import { z } from 'zod'
import type { GlobalRole, Settings } from './choices.ts'
import type { Capability, ConversationKind, Permissions, Role } from './permissions.ts'
import type { OwnStatus } from './presence.ts'
import {
  counter,
  emoji,
  filledMessageBody,
  historyLimitMax,
  messageBody,
  messageId,
  moment,
  sendManyMax,
  syncHaveMax,
  uuid,
} from './primitives.ts'
import type { Profile, User } from './users.ts'

export const openDirectInput = z.strictObject({ userId: uuid })

const outgoing = {
  id: messageId,
  body: filledMessageBody,
  /** A message of the same conversation that the sender may see. */
  replyTo: uuid.optional(),
}
export const sendInput = z.strictObject({ conversationId: uuid, ...outgoing })
export const sendManyInput = z.strictObject({
  conversationId: uuid,
  messages: z
    .array(z.strictObject(outgoing))
    .min(1)
    .max(sendManyMax)
    .refine((messages) => new Set(messages.map((message) => message.id)).size === messages.length, {
      error: 'each id may be there once',
    }),
})
export const historyInput = z
  .strictObject({
    conversationId: uuid,
    before: counter.optional(),
    after: counter.optional(),
    around: counter.optional(),
    limit: z.int().min(1).max(historyLimitMax).optional(),
  })
  .refine((input) => [input.before, input.after, input.around].filter((anchor) => anchor !== undefined).length <= 1, {
    error: 'only one of before, after and around',
  })
export const syncInput = z.strictObject({
  epoch: z.string().max(100).optional(),
  userRevision: counter.optional(),
  /** `receiptsAt` of the last answer. */
  receiptsSince: moment.optional(),
  have: z.array(z.strictObject({ conversationId: uuid, revision: counter })).max(syncHaveMax),
})
const message = { conversationId: uuid, id: uuid }
export const editInput = z.strictObject({
  ...message,
  body: filledMessageBody,
  /** The version that the edit was made on; the stored one without it. */
  version: counter.min(1).optional(),
})
export const deleteInput = z.strictObject(message)
export const reactInput = z.strictObject({ ...message, emoji, on: z.boolean() })
export const pinInput = z.strictObject({ ...message, on: z.boolean() })
export const versionsInput = z.strictObject(message)
export const messageInput = z.strictObject(message)
export const pinsInput = z.strictObject({ conversationId: uuid })
export const receiptsInput = z.strictObject({ conversationId: uuid, position: counter.min(1) })
export const markReadInput = z.strictObject({ conversationId: uuid, position: counter, version: counter.optional() })
export const markUnreadInput = z.strictObject({ conversationId: uuid, position: counter.min(1) })
export const deliveredInput = z
  .array(z.strictObject({ conversationId: uuid, position: counter }))
  .min(1)
  .max(syncHaveMax)
export const saveDraftInput = z.strictObject({
  conversationId: uuid,
  /** Empty: there is none any more. */
  body: messageBody,
  /** The message that it answers. */
  replyTo: uuid.optional(),
})
export const typingInput = z.strictObject({ conversationId: uuid, on: z.boolean() })

export type OpenDirectInput = z.infer<typeof openDirectInput>
export type SendInput = z.infer<typeof sendInput>
export type SendManyInput = z.infer<typeof sendManyInput>
export type HistoryInput = z.infer<typeof historyInput>
export type SyncInput = z.infer<typeof syncInput>
export type EditInput = z.infer<typeof editInput>
export type DeleteInput = z.infer<typeof deleteInput>
export type ReactInput = z.infer<typeof reactInput>
export type PinInput = z.infer<typeof pinInput>
export type VersionsInput = z.infer<typeof versionsInput>
export type MessageInput = z.infer<typeof messageInput>
export type PinsInput = z.infer<typeof pinsInput>
export type ReceiptsInput = z.infer<typeof receiptsInput>
export type MarkReadInput = z.infer<typeof markReadInput>
export type MarkUnreadInput = z.infer<typeof markUnreadInput>
export type DeliveredInput = z.infer<typeof deliveredInput>
export type SaveDraftInput = z.infer<typeof saveDraftInput>
export type TypingInput = z.infer<typeof typingInput>

export type MessageKind = 'user' | 'system'

/** Nothing can be attached yet. */
export type Attachment = never

export interface Reaction {
  emoji: string
  count: number
  userIds: string[]
}

export interface Message {
  conversationId: string
  id: string
  /** 1, 2, 3 … per conversation, gapless, never changed: the only order. */
  position: number
  /** The conversation's revision at which this row last changed. The row with the newest revision wins. */
  revision: number
  /** Rises with each edit of the body, from 1. */
  version: number
  authorId: string
  kind: MessageKind
  /** Empty once deleted. Of a system message: a `SystemNote` as JSON. */
  body: string
  replyTo: string | null
  threadRoot: string | null
  attachments: Attachment[]
  reactions: Reaction[]
  /** Whom the body mentions, by user id. */
  mentions: string[]
  editedAt: string | null
  deletedAt: string | null
  pinnedAt: string | null
  /** ISO 8601, never before its predecessor's. For display only. */
  createdAt: string
}

/** How far another member has got. `readPosition` is the highest position ever read. */
export interface Receipt {
  userId: string
  readPosition: number
  deliveredPosition: number
}

export interface ReceiptChanged extends Receipt {
  conversationId: string
}

/**
 * What a system message says; its author is who did it. JSON in the body, so that programs and people read the same row.
 * More types may come: show one that is not known as nothing but its time.
 */
export type SystemNote =
  | { type: 'group_created'; name: string; userIds: string[] }
  | { type: 'members_added'; userIds: string[] }
  | {
      type: 'member_removed'
      userId: string
      /** They may not come back. */
      banned?: boolean
    }
  | { type: 'member_left' }
  | { type: 'member_joined' }
  | { type: 'role_changed'; userId: string; role: Role }
  | { type: 'ownership_transferred'; userId: string }
  /** Of what changed what it is now. */
  | { type: 'group_updated'; changed: Partial<GroupProfile> }

/** The parts of a summary that are the same for all members, and that only system messages change. */
export interface ConversationProfile extends Omit<GroupProfile, 'name'> {
  name: string | null
  memberCount: number
  /** All present members' receipts, in conversations of at most 20; otherwise none. */
  receipts: Receipt[]
}

/** What a group says of itself. */
export interface GroupProfile {
  name: string
  /** What it is about at present; may be empty. */
  topic: string
  /** What it is for; may be empty. */
  description: string
  /** Instead of a picture. */
  emoji: string | null
  visibility: Visibility
  /** The lowest role that may, where it is another one than usual. */
  permissions: Permissions
  /** It is there to be read only. */
  archived: boolean
  /** Of a public one: whoever wants to come in asks, and is let in by hand. */
  approval: boolean
  /** How long each has to wait between two messages; 0: not at all. Moderators do not wait. */
  slowModeSeconds: number
}

/** Who may find and join a group. */
export type Visibility = 'private' | 'public'
/** What a new member of a group may read: everything, or what is written from the joining on. */
export type HistoryRule = 'full' | 'from_joining'

/** What somebody began to write in a conversation, on whichever device. */
export interface Draft {
  body: string
  replyTo: string | null
  /** ISO 8601, by the clock of the database. */
  savedAt: string
}

/** What belongs to one user beside conversations; told whole whenever any of it changes, and by each sync. */
export interface OwnState {
  /** Without the address, which the realtime nodes cannot read. */
  account: Profile & { role: GlobalRole }
  settings: Settings
  status: OwnStatus
  /** What the server allows at present: `allowed` is false while it asks for a confirmed address; `lengthMax` is in code points. */
  writing: { allowed: boolean; lengthMax: number }
}

export interface Conversation extends GroupProfile {
  id: string
  kind: ConversationKind
  /** Of a direct conversation: the other person's name. */
  name: string
  /** Of a direct conversation: the other person. */
  peer: User | null
  history: HistoryRule
  memberCount: number
  /** The asking user's role; `member` in a direct conversation. */
  role: Role
  /** The first position that the asking user may see. */
  historyFrom: number
  /** The head that `unread`, `lastPosition` and `lastMessage` were read at, in one statement. */
  revision: number
  lastPosition: number
  lastMessage: Message | null
  /** Messages after the read cursor, neither own, deleted, system nor thread replies; counted exactly up to 100. */
  unread: number
  mentions: number
  readVersion: number
  readPosition: number
  /** The asking user's state revision at which this conversation's own part last changed. */
  userRevision: number
  /** The other members' receipts, in conversations of at most 20. */
  receipts: Receipt[]
  capabilities: Capability[]
  /** How many wait to be let in; 0 to whoever may not answer them. */
  requests: number
  /** Until when the asking user may say nothing here; null: they may. */
  silencedUntil: string | null
  /** The asking user has blocked the other person of a direct conversation: neither can write. */
  blocked: boolean
  draft: Draft | null
  createdAt: string
}

/** What is left to tell of an own message that may not be read any more. */
export type StoredMessage = Pick<Message, 'conversationId' | 'id' | 'position' | 'createdAt'>

/**
 * `duplicate`: the id was stored before, by an earlier call, or by one that ran at the same moment. A `StoredMessage` then says that the
 * sender has left, or may not see any more what was before.
 */
export type SendResult = { message: Message; duplicate: false } | { message: Message | StoredMessage; duplicate: true }

export interface MessageResult {
  message: Message
}

export interface EditResult extends MessageResult {
  /** The body was this before: nothing has changed. */
  duplicate: boolean
}

/** How many of the other members have got, or read, the message at a position. */
export interface ReceiptCounts {
  read: number
  delivered: number
  members: number
}

export interface SaveDraftResult {
  /** The summary of the conversation with at least this user revision has the draft; 0 where nothing had to change. */
  userRevision: number
}

/** A body that a message had. */
export interface MessageVersion {
  version: number
  body: string
  /** When this body was written. */
  createdAt: string
}

export interface HistoryPage {
  /** Ascending by position. */
  messages: Message[]
  /** The head read in the same statement. */
  revision: number
  hasBefore: boolean
  hasAfter: boolean
}

/** The changed rows of one conversation, ascending by revision. The client's cursor becomes `through`. */
export interface ConversationChanges {
  conversationId: string
  messages: Message[]
  through: number
  /** There are rows after `through`: sync again from there. */
  more: boolean
  /** Too much was missed: `messages` is the newest page, everything outside it is to be forgotten. */
  limited?: boolean
}

export interface SyncResult {
  epoch: string
  userRevision: number
  /** Those whose head or own stamp moved. */
  conversations: Conversation[]
  /** Ids that the caller has and may not see (any more). */
  removed: string[]
  changes: ConversationChanges[]
  /** The others' receipts that changed since `receiptsSince`, in conversations of at most 20; none without it. */
  receipts: ReceiptChanged[]
  /** ISO 8601, by the clock of the database: what to ask from the next time. */
  receiptsAt: string
  /** As of `userRevision`. Optional because nodes of before it was told each time may still answer during an upgrade. */
  own?: OwnState
  /** The caller's state is of another database, or from the future: forget all, then apply this. */
  reset?: boolean
}
