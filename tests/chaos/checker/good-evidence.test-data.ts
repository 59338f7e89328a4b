import type { ConversationView, StoreView } from '../clients/store-view.ts'
import type { HistoryEvent, Row } from '../history.ts'
import type { DatabaseDump, DeviceEvidence, Evidence, OutboxEntry, StoredRow } from './evidence.ts'

/* A small world that is as it should be: a group of two, a system message and three messages of ada's, all known to everybody. */
export const group = 'group'
export const [ada, bob] = ['ada', 'bob']
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
    revoked: [],
    ...over,
  }
}
