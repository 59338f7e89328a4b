import type {
  Conversation,
  ConversationChanges,
  Draft,
  HistoryInput,
  HistoryPage,
  HistoryRule,
  Message,
  User,
} from '@chatsphere/contracts'
import { summary } from './test-factories.ts'
import { unreadMax } from './unread-count.ts'

/** As in the server's sync, but small, so that short histories reach them. */
const gapMax = 6
const changesPageMax = 3
const newestPageMax = 3
const rowsMax = 8

export interface Member {
  present: boolean
  historyFrom: number
  readVersion: number
  readPosition: number
  draft: Draft | null
  readMax: number
  delivered: number
  userRevision: number
}

export interface Room {
  id: string
  kind: 'direct' | 'group'
  name: string
  history: HistoryRule
  /** What whoever is let in next may read. */
  rule: HistoryRule
  /** Of a direct conversation. */
  peer: User | null
  blocks: boolean
  revision: number
  /** The row at position p is at p - 1. */
  rows: Message[]
  members: Map<string, Member>
}

export function place(over: Partial<Member> & { userRevision: number }): Member {
  return { present: true, historyFrom: 1, readVersion: 0, readPosition: 0, readMax: 0, delivered: 0, draft: null, ...over }
}

/** What a conversation is to one user: also to one who never was part of it. */
export function placeOf(room: Room, userId: string): Member {
  return room.members.get(userId) ?? place({ userRevision: 0 })
}

/** The rows that somebody may see, as they are. */
export function rowsSeenBy(room: Room, userId: string): readonly Message[] {
  const { historyFrom } = placeOf(room, userId)
  return room.rows.filter((row) => row.position >= historyFrom)
}

export function countUnreadOf(room: Room, userId: string): number {
  const { readPosition } = placeOf(room, userId)
  const isUnread = (row: Message) =>
    row.position > readPosition && row.authorId !== userId && row.kind === 'user' && !row.deletedAt && !row.threadRoot
  return Math.min(rowsSeenBy(room, userId).filter(isUnread).length, unreadMax)
}

export function receiptsOf(room: Room) {
  return [...room.members]
    .filter(([, member]) => member.present)
    .map(([userId, member]) => ({ userId, readPosition: member.readMax, deliveredPosition: member.delivered }))
}

export function summaryFor(room: Room, userId: string): Conversation {
  const own = placeOf(room, userId)
  const last = room.rows.at(-1)
  return summary({
    id: room.id,
    kind: room.kind,
    name: room.peer?.displayName ?? room.name,
    peer: room.peer,
    capabilities: room.blocks ? [] : ['post'],
    draft: own.draft,
    history: room.history,
    memberCount: [...room.members.values()].filter((member) => member.present).length,
    historyFrom: own.historyFrom,
    revision: room.revision,
    lastPosition: room.rows.length,
    lastMessage: last && last.position >= own.historyFrom ? last : null,
    unread: countUnreadOf(room, userId),
    readVersion: own.readVersion,
    readPosition: own.readPosition,
    userRevision: own.userRevision,
    receipts: receiptsOf(room).filter((receipt) => receipt.userId !== userId),
  })
}

export function pageFor(room: Room, userId: string, input: HistoryInput): HistoryPage {
  const { historyFrom } = placeOf(room, userId)
  const limit = input.limit ?? 50
  const seen = rowsSeenBy(room, userId)
  const before = (position: number, count: number) => seen.filter((row) => row.position < position).slice(-count)
  const after = (position: number, count: number) => seen.filter((row) => row.position > position).slice(0, count)
  const half = Math.floor(limit / 2)
  const messages =
    input.after !== undefined
      ? after(input.after, limit)
      : input.around !== undefined
        ? [...before(input.around + 1, limit - half), ...after(input.around, half)]
        : before(input.before ?? Number.POSITIVE_INFINITY, limit)
  return {
    messages,
    revision: room.revision,
    hasBefore: (messages[0]?.position ?? 0) > historyFrom,
    hasAfter: (messages.at(-1)?.position ?? 0) < room.rows.length,
  }
}

/** What changed in each after the revision that somebody has of it; of those they are no part of any more nothing. */
export function missedBy(rooms: readonly Room[], userId: string, have: ReadonlyMap<string, number>): ConversationChanges[] {
  let told = 0
  return rooms.flatMap((room): ConversationChanges[] => {
    const { id: conversationId, revision: head } = room
    if (!room.members.get(userId)?.present) return []
    const after = have.get(conversationId) ?? 0
    const rows = rowsSeenBy(room, userId)
    const isLimited = head - after > gapMax
    const expected = isLimited ? newestPageMax : Math.min(head - after, changesPageMax)
    if (told > 0 && told + expected > rowsMax) return [{ conversationId, messages: [], through: after, more: true }]
    told += expected
    const byRevision = (one: Message, other: Message) => one.revision - other.revision
    if (isLimited) {
      const messages = rows.slice(-newestPageMax).sort(byRevision)
      return [{ conversationId, messages, through: head, more: false, limited: true }]
    }
    const changed = rows.filter((row) => row.revision > after).sort(byRevision)
    const messages = changed.slice(0, changesPageMax)
    const more = changed.length > changesPageMax
    return [{ conversationId, messages, through: more ? (messages.at(-1)?.revision ?? head) : head, more }]
  })
}
