import type { PresenceView } from '@chatsphere/contracts'
import type { ConversationView, StoreView } from '../clients/store-view.ts'
import type { HistoryEvent, Row } from '../history.ts'
import type {
  DatabaseDump,
  DeviceEvidence,
  Evidence,
  OutboxEntry,
  PresenceEvidence,
  PresenceFacts,
  StoredRow,
} from './evidence.ts'

/* A small world that is as it should be: a group of two, a system message and three messages of ada's, all known to everybody. */
export const group = 'group'
export const [ada, bob, cyd, eve] = ['ada', 'bob', 'cyd', 'eve']
export const joined = 1_000
export const second = 1_000

export const rowOf = (position: number, over: Partial<Row> = {}): Row => ({
  conversationId: group,
  id: `m${position}`,
  position,
  revision: position,
  version: 1,
  digest: `digest of m${position}`,
  body: `body of m${position}`,
  ...over,
})

export const storedOf = (position: number, over: Partial<StoredRow> = {}): StoredRow => ({
  ...rowOf(position),
  authorId: ada,
  kind: position === 1 ? 'system' : 'user',
  deleted: false,
  ...over,
})

export const createdOf = (position: number, over: Partial<OutboxEntry> = {}): OutboxEntry => ({
  id: `e${position}`,
  topic: 'message.created.v1',
  payload: { conversationId: group, revision: position, position },
  createdAt: joined + position * 10 * second,
  published: true,
  ...over,
})

const positions = [2, 3, 4]

export function goodDatabase(): DatabaseDump {
  const outbox: OutboxEntry[] = [
    createdOf(1, {
      topic: 'group.created.v1',
      payload: { conversationId: group, revision: 1, position: 1, userIds: [ada, bob] },
      createdAt: joined,
    }),
    ...positions.map((position) => createdOf(position)),
  ]
  return {
    conversations: [{ id: group, kind: 'group', history: 'full', revision: 4, lastPosition: 4 }],
    messages: [1, ...positions].map((position) => storedOf(position)),
    participants: [
      { conversationId: group, userId: ada, left: false, historyFrom: 1, readPosition: 1 },
      { conversationId: group, userId: bob, left: false, historyFrom: 1, readPosition: 3 },
    ],
    userRevisions: [
      { userId: ada, revision: 1 },
      { userId: bob, revision: 1 },
    ],
    outbox,
    inbox: outbox.map(({ id }) => ({ consumer: 'delivery', eventId: id })),
    queued: [],
    sessions: [
      { id: 'session of ada', userId: ada, revokedAt: null },
      { id: 'session of bob', userId: bob, revokedAt: null },
    ],
    connections: [
      { userId: ada, alive: true },
      { userId: bob, alive: true },
    ],
  }
}

export function viewOf(unread: number): ConversationView {
  return {
    id: group,
    summary: '{}',
    revision: 4,
    unread,
    readPosition: 1,
    rows: [1, ...positions].map((position) => rowOf(position)),
  }
}
export const storeOf = (unread: number, over: Partial<StoreView> = {}): StoreView => ({
  status: 'online',
  ready: true,
  unsent: 0,
  own: '{}',
  conversations: [viewOf(unread)],
  ...over,
})
export const deviceOf = (user: string, unread: number): DeviceEvidence => ({
  name: `${user}-1`,
  user,
  userId: user,
  sessionId: `session of ${user}`,
  kind: 'client',
  store: storeOf(unread),
  levelMs: 900,
})
export const coldOf = (unread: number) => ({
  store: storeOf(unread),
  serverUnread: { [group]: unread },
  histories: { [group]: [1, ...positions].map((position) => rowOf(position)) },
})

export const sendOf = (position: number): HistoryEvent => ({
  type: 'send',
  conversationId: group,
  id: `m${position}`,
  body: `body of m${position}`,
})
export const ackOf = (position: number, over: { duplicate?: boolean; position?: number } = {}): HistoryEvent => ({
  type: 'answer',
  call: `call ${position}`,
  name: 'message:send',
  rows: [],
  sent: [{ id: `m${position}`, position, duplicate: false, ...over }],
})
export const liveOf = (position: number, over: Partial<Row> = {}): HistoryEvent => ({
  type: 'live',
  name: 'message:changed',
  conversationId: group,
  from: position - 1,
  through: position,
  rows: [rowOf(position, over)],
})

export const presenceOf = (userId: string, over: Partial<PresenceView> = {}): PresenceView => ({
  userId,
  status: 'offline',
  lastSeenAt: null,
  emoji: null,
  text: null,
  expiresAt: null,
  ...over,
})
export const toldOf = (device: string, userId: string, over: Partial<PresenceView> = {}): HistoryEvent & { device: string } => ({
  device,
  type: 'presence',
  view: presenceOf(userId, over),
})

const seenAt = Date.parse('2026-01-01T00:00:00.000Z')

/** Ada is here and watches everybody: bob, who is away, cyd, who is blocked, and eve, who is invisible. */
export function presenceWith(over: {
  facts?: Partial<PresenceFacts>
  shown?: Readonly<Record<string, PresenceView | null>>
  levelMs?: number | null
  idle?: boolean
}): PresenceEvidence {
  const { facts, shown, levelMs = 900, idle = true } = over
  const status = { emoji: null, text: null, expiresAt: null, hiddenUntil: null, hiddenLastSeenAt: null }
  return {
    what: 'the last fault',
    levelMs,
    facts: {
      now: seenAt + 60_000,
      statuses: [{ ...status, userId: eve, status: 'invisible', text: 'secret', hiddenLastSeenAt: null }],
      blocks: [{ userId: cyd, blockedId: ada }],
      hiders: [],
      lastSeen: [bob, eve].map((userId) => ({ userId, at: seenAt })),
      places: [ada, bob, cyd, eve].map((userId) => ({ conversationId: group, userId, left: false })),
      ...facts,
    },
    devices: [
      {
        name: 'ada-1',
        userId: ada,
        connected: true,
        idle: false,
        shown: { [bob]: presenceOf(bob, { status: 'away' }), [cyd]: null, [eve]: presenceOf(eve), ...shown },
      },
      { name: 'bob-1', userId: bob, connected: true, idle, shown: {} },
      ...[cyd, eve].map((userId) => ({ name: `${userId}-1`, userId, connected: true, idle: false, shown: {} })),
    ],
  }
}

export interface Change {
  history?: readonly (HistoryEvent & { device?: string })[]
  database?: Partial<DatabaseDump>
  devices?: readonly DeviceEvidence[]
  over?: Partial<Evidence>
}

export function evidenceWith({ history = [], database, devices, over }: Change): Evidence {
  const events = [...positions.flatMap((position) => [sendOf(position), ackOf(position)]), ...history]
  return {
    history: events.map((event, index) => ({ at: index, device: 'ada-1', ...event })),
    database: { ...goodDatabase(), ...database },
    devices: devices ?? [deviceOf(ada, 0), deviceOf(bob, 1)],
    cold: { [ada]: coldOf(0), [bob]: coldOf(1) },
    silences: [{ what: 'the last fault', from: 0, levelMs: 900, behind: [] }],
    exits: [
      { process: 'web', at: 0, code: null, signal: 'SIGKILL', asked: 'kill', tookMs: null, wasReady: true },
      { process: 'web', at: 1, code: 1, signal: null, asked: null, tookMs: null, wasReady: false },
      { process: 'web', at: 2, code: 0, signal: null, asked: 'stop', tookMs: 900, wasReady: true },
    ],
    slow: { stalls: 1, cuts: 1 },
    ghosts: [{ userId: bob, diedAt: 0, offlineMs: 20_000 }],
    leavers: [{ userId: bob, offlineMs: 4_000 }],
    presence: [presenceWith({})],
    invisible: [eve],
    revoked: [],
    ...over,
  }
}
