import type { PresenceView, SetStatusInput } from '@chatsphere/contracts'
import type { StoreView } from '../clients/store-view.ts'
import type { Exit } from '../cluster/product-process.ts'
import type { HistoryRecord, Row } from '../history.ts'

/** What PostgreSQL has at the end, read past everything. Times are milliseconds by its clock. */
export interface DatabaseDump {
  readonly conversations: readonly { id: string; kind: string; history: string; revision: number; lastPosition: number }[]
  readonly messages: readonly StoredRow[]
  readonly participants: readonly {
    conversationId: string
    userId: string
    left: boolean
    historyFrom: number
    readPosition: number
  }[]
  readonly userRevisions: readonly { userId: string; revision: number }[]
  readonly outbox: readonly OutboxEntry[]
  readonly inbox: readonly { consumer: string; eventId: string }[]
  readonly queued: readonly { consumer: string; eventId: string; attempts: number; parked: boolean; lastError: string | null }[]
  readonly sessions: readonly { id: string; userId: string; revokedAt: number | null }[]
  readonly connections: readonly { userId: string; alive: boolean }[]
}

export interface StoredRow {
  readonly conversationId: string
  readonly id: string
  readonly position: number
  readonly revision: number
  readonly version: number
  readonly authorId: string
  readonly kind: string
  readonly deleted: boolean
  /** A digest of the text. */
  readonly body: string
}

export interface OutboxEntry {
  readonly id: string
  readonly topic: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly createdAt: number
  readonly published: boolean
}

/** What a user who signs in anew sees: a fresh client, and all pages of the history. */
export interface ColdView {
  readonly store: StoreView
  /** What a summary of the server says, of each conversation. */
  readonly serverUnread: Readonly<Record<string, number>>
  readonly histories: Readonly<Record<string, readonly Row[]>>
}

export interface DeviceEvidence {
  readonly name: string
  readonly user: string
  readonly userId: string
  readonly sessionId: string
  readonly kind: 'client' | 'raw' | 'racer'
  /** What it shows at the end; raw sockets show nothing. */
  readonly store: StoreView | undefined
  /** How long after the last heal it showed what a fresh client shows; null: it did not within the limit. */
  readonly levelMs: number | null
}

/** One moment from which nobody does anything and everything has to become level. */
export interface Silence {
  readonly what: string
  readonly from: number
  readonly levelMs: number | null
  /** Who was not level, and in what, where time was up. */
  readonly behind: readonly string[]
}

/** What PostgreSQL has of what decides on presence. Times are milliseconds by its clock. */
export interface PresenceFacts {
  readonly now: number
  readonly statuses: readonly {
    userId: string
    status: SetStatusInput['status']
    emoji: string | null
    text: string | null
    expiresAt: number | null
    hiddenUntil: number | null
    hiddenLastSeenAt: number | null
  }[]
  readonly blocks: readonly { userId: string; blockedId: string }[]
  /** Who hides when they were last here. */
  readonly hiders: readonly string[]
  readonly lastSeen: readonly { userId: string; at: number }[]
  readonly places: readonly { conversationId: string; userId: string; left: boolean }[]
}

/** A device as it really is, and what it shows of those whom it watches; null: nothing. */
export interface PresentDevice {
  readonly name: string
  readonly connected: boolean
  readonly idle: boolean
  readonly shown: Readonly<Record<string, PresenceView | null>>
}

export interface PresenceEvidence {
  readonly facts: PresenceFacts
  readonly devices: readonly (PresentDevice & { userId: string })[]
  readonly what: string
  /** How long after it every device showed what is so; null: not within the time that was waited. */
  readonly levelMs: number | null
}

export interface Evidence {
  readonly history: readonly HistoryRecord[]
  readonly database: DatabaseDump
  readonly devices: readonly DeviceEvidence[]
  /** By user id. */
  readonly cold: Readonly<Record<string, ColdView>>
  readonly silences: readonly Silence[]
  readonly exits: readonly Exit[]
  readonly slow: { readonly stalls: number; readonly cuts: number }
  /** Users whose last socket died with its node, and when. */
  readonly ghosts: readonly { userId: string; diedAt: number; offlineMs: number | null }[]
  /** Users who closed their last device, and how long it took to show. */
  readonly leavers: readonly { userId: string; offlineMs: number | null }[]
  readonly presence: readonly PresenceEvidence[]
  /** Users who were invisible before any device was there, and stayed it. */
  readonly invisible: readonly string[]
  /** Devices whose session was revoked while the kick was lost. */
  readonly revoked: readonly string[]
}

export const invariants = {
  'acked-stored': 'an acknowledged message is stored, with the acknowledged position and body',
  'one-row-per-id': 'a message id has one row',
  'positions-gapless': 'the positions of a conversation are 1, 2, 3 … up to its head',
  'revisions-unique': 'no revision repeats, or passes the head',
  'refused-not-stored': 'what was refused for good is not stored',
  'in-order': 'what one device wrote in one conversation is stored in the order of writing',
  answered: 'every message has an outcome when all is well again',
  'one-first': 'of all answers to one id at most one says that it was new',
  'no-defect': 'no call is answered as an internal error',
  level: 'every client shows what a fresh one shows, at most 30 s after the last heal, without anybody doing anything',
  'whole-range': 'what a client shows of a conversation has no hole',
  unread: 'the unread count of a fresh client is what a count of the rows gives',
  'one-event': 'every change has exactly one event in the outbox',
  published: 'after the drain every event is published',
  'handled-once': 'every event that a consumer is bound to was handled once, and nothing waits or is parked',
  'no-contradiction': 'a row is the same to everybody at the same revision, and its position never changes',
  'heard-once': 'what others write is told to a program once each, in the order of positions',
  'no-going-back': 'what a client shows never goes back',
  'may-see': 'no row reaches somebody who may not see it, after one second',
  revoked: 'nothing reaches a revoked session after one second, and its client knows that it is over',
  presence: 'who is gone is shown as offline, within 90 s of the death of a node and 10 s of a clean end, and who is here is not',
  'presence-level':
    'what every device shows of others is what is so, at most 90 s after the last heal, also when the last word of it was lost',
  'presence-private': 'nothing is ever told of who is invisible, blocked, or a stranger; nor when somebody was here who hides it',
  'slow-cut': 'a socket that does not read is cut',
  exits: 'no process ends by itself; asked to, it ends with exit code 0 within 30 s',
} as const

export type Invariant = keyof typeof invariants

/** `about` names what is concerned, for finding it in the history. */
export interface Violation {
  readonly invariant: Invariant
  readonly message: string
  readonly about: readonly string[]
}

export type Rule = (evidence: Evidence) => Iterable<Violation>
