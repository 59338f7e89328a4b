import {
  type Conversation,
  defaultSettings,
  type GroupProfile,
  type Message,
  type MessageChanged,
  type OwnState,
  type SyncResult,
  type User,
} from '@chatsphere/contracts'

export const me = 'me'

/** What another person wrote at a position, with the revision of the same number. */
export function message(position: number, over: Partial<Message> = {}): Message {
  const conversationId = over.conversationId ?? 'c'
  return {
    conversationId,
    id: `${conversationId}-${position}`,
    position,
    revision: position,
    version: 1,
    authorId: 'other',
    kind: 'user',
    body: `${position}`,
    replyTo: null,
    threadRoot: null,
    attachments: [],
    reactions: [],
    mentions: [],
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    createdAt: new Date(position * 1000).toISOString(),
    ...over,
  }
}

/** The messages at the positions `first` … `last`. */
export function messages(first: number, last: number): Message[] {
  return Array.from({ length: last - first + 1 }, (_, index) => message(first + index))
}

/** What a group says of itself where nobody has said anything. */
export const about: Omit<GroupProfile, 'name'> = {
  topic: '',
  description: '',
  emoji: null,
  visibility: 'private',
  permissions: {},
  archived: false,
  approval: false,
  slowModeSeconds: 0,
}

export function summary(over: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c',
    kind: 'direct',
    name: 'Other',
    peer: null,
    ...about,
    history: 'full',
    memberCount: 2,
    role: 'member',
    historyFrom: 1,
    revision: 0,
    lastPosition: 0,
    lastMessage: null,
    unread: 0,
    mentions: 0,
    readVersion: 0,
    readPosition: 0,
    userRevision: 1,
    receipts: [],
    capabilities: ['post'],
    requests: 0,
    silencedUntil: null,
    blocked: false,
    draft: null,
    createdAt: new Date(0).toISOString(),
    ...over,
  }
}

export function person(id: string): User {
  return { id, username: id, displayName: id, avatarColour: null, disabled: false, deleted: false }
}

export function ownState(): OwnState {
  const profile = { bio: '', pronouns: '', timeZone: null, createdAt: new Date(0).toISOString() }
  return {
    account: { ...person(me), ...profile, role: 'user' },
    settings: defaultSettings,
    status: { status: 'online', emoji: null, text: null, expiresAt: null },
    writing: { allowed: true, lengthMax: 10_000 },
  }
}

/** The summary of a conversation whose head is `head`, with one revision for each message. */
export function summaryAt(head: number, over: Partial<Conversation> = {}): Conversation {
  return summary({ revision: head, lastPosition: head, lastMessage: head > 0 ? message(head) : null, ...over })
}

export function live(from: number, ...rows: Message[]): MessageChanged {
  return { conversationId: 'c', from, through: from + rows.length, messages: rows, audience: 1, epoch: 'e' }
}

export function answer(over: Partial<SyncResult> = {}): SyncResult {
  return {
    epoch: 'e',
    userRevision: 1,
    conversations: [],
    removed: [],
    changes: [],
    receipts: [],
    receiptsAt: new Date(0).toISOString(),
    ...over,
  }
}
