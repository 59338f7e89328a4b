import type { PresenceView } from '@chatsphere/contracts'
import { describe, expect, test } from 'vitest'
import type { HistoryEvent } from '../history.ts'
import { check } from './check.ts'
import type { DeviceEvidence, Evidence, Invariant, StoredRow } from './evidence.ts'
import {
  ackOf,
  ada,
  bob,
  type Change,
  coldOf,
  createdOf,
  cyd,
  deviceOf,
  eve,
  evidenceWith,
  goodDatabase,
  group,
  joined,
  liveOf,
  presenceOf,
  presenceWith,
  rowOf,
  second,
  sendOf,
  storedOf,
  storeOf,
  toldOf,
  viewOf,
} from './good-evidence.test-data.ts'

/*
 * Of a world that is as it should be, for each invariant the one change that breaks it. What is expected is the whole list of broken
 * invariants: a rule that cries over what it does not know is as bad as one that sleeps.
 */
const broken = (change: Change): Invariant[] => [...new Set(check(evidenceWith(change)).map(({ invariant }) => invariant))]
const messages = (change: (rows: StoredRow[]) => StoredRow[]): Change => ({
  database: { messages: change([...goodDatabase().messages]) },
})

test('what is as it should be passes', () => {
  expect(broken({})).toEqual([])
})

describe('good histories that look odd', () => {
  const fine: [string, Change][] = [
    [
      'a call without an answer whose message is stored',
      { history: [{ type: 'call', call: 'c', name: 'message:send', ids: ['m2'] }] },
    ],
    ['a repeated send, answered as a duplicate', { history: [ackOf(2, { duplicate: true })] }],
    [
      'a refused message that is not stored',
      {
        history: [
          { type: 'send', conversationId: group, id: 'x', body: 'b' },
          { type: 'refused', conversationId: group, id: 'x', code: 'invalid_input' },
        ],
      },
    ],
    ['live events in any order and twice', { history: [liveOf(4), liveOf(3), liveOf(4)] }],
    [
      'an edited message with another body',
      messages((rows) => rows.map((row) => (row.id === 'm3' ? { ...row, version: 2, body: 'new' } : row))),
    ],
    ['what reaches somebody within a second of being sent away', sentAwayAfter(3.95)],
    ['what was on its way when somebody became invisible', invisibleFor(20_000)],
    ['a device that shows of somebody blocked that nothing is known', shownOf(cyd, {})],
    [
      'a device without a connection that shows what was',
      {
        over: {
          presence: [{ ...presenceWith({}), devices: presenceWith({}).devices.map((each) => ({ ...each, connected: false })) }],
        },
      },
    ],
  ]
  test.each(fine)('%s', (_name, change) => {
    expect(broken(change)).toEqual([])
  })
})

/** Bob leaves `seconds` × 10 after the start, with a live event of m4 on his device. */
function sentAwayAfter(seconds: number): Change {
  const good = goodDatabase()
  const left = createdOf(5, {
    topic: 'member.left.v1',
    payload: { conversationId: group, revision: 5, position: 5, userId: bob },
    createdAt: joined + seconds * 10 * second,
  })
  const note = storedOf(5, { kind: 'system' })
  return {
    history: [{ ...liveOf(4), device: 'bob-1' }],
    database: {
      conversations: [{ id: group, kind: 'group', history: 'full', revision: 5, lastPosition: 5 }],
      messages: [...good.messages, note],
      participants: good.participants.map((each) => (each.userId === bob ? { ...each, left: true } : each)),
      userRevisions: [
        { userId: ada, revision: 1 },
        { userId: bob, revision: 2 },
      ],
      outbox: [...good.outbox, left],
      inbox: [...good.inbox, { consumer: 'delivery', eventId: left.id }],
    },
  }
}

function revokedAfter(seconds: number, over: Partial<Evidence>): Change {
  const sessions = goodDatabase().sessions.map((session) =>
    session.userId === bob ? { ...session, revokedAt: joined + seconds * 10 * second } : session,
  )
  return { history: [{ ...liveOf(4), device: 'bob-1' }], database: { sessions }, over }
}
const signedOut = [deviceOf(ada, 0), { ...deviceOf(bob, 1), store: storeOf(1, { status: 'signed-out' }) }]
const without = (position: number) => messages((rows) => rows.filter((row) => row.position !== position))
const exit = { process: 'web', at: 3, code: 0, signal: null, asked: 'stop' as const, tookMs: 900, wasReady: true }

const bad: [string, Invariant[], Change][] = [
  ['an acknowledged message is not there', ['acked-stored', 'positions-gapless', 'unread'], without(4)],
  ['it is at another position', ['acked-stored'], { history: [ackOf(2, { position: 3, duplicate: true })] }],
  [
    'it has another body',
    ['acked-stored'],
    messages((rows) => rows.map((row) => (row.id === 'm3' ? { ...row, body: 'other' } : row))),
  ],
  ['a message is stored twice', ['one-row-per-id'], twice()],
  ['a position is left out', ['acked-stored', 'positions-gapless'], without(3)],
  [
    'two rows have one revision',
    ['revisions-unique'],
    messages((rows) => rows.map((row) => (row.id === 'm3' ? { ...row, revision: 2 } : row))),
  ],
  [
    'a revision is beyond the head',
    ['revisions-unique'],
    messages((rows) => rows.map((row) => (row.id === 'm4' ? { ...row, revision: 9 } : row))),
  ],
  [
    'a refused message is stored',
    ['refused-not-stored'],
    { history: [{ type: 'refused', conversationId: group, id: 'm2', code: 'forbidden' }] },
  ],
  ['what was written first comes later', ['in-order'], { history: [sendOf(2)] }],
  ['a message has no outcome', ['answered'], { history: [{ type: 'send', conversationId: group, id: 'x', body: 'b' }] }],
  ['two answers say that it was new', ['one-first'], { history: [ackOf(2)] }],
  ['an internal error', ['no-defect'], { history: [{ type: 'answer', call: 'c', name: 'sync', error: 'internal' }] }],
  ['nobody became level', ['level'], { over: { silences: [{ what: 'x', from: 0, levelMs: null, behind: ['ada-1'] }] } }],
  ['it took too long', ['level'], { over: { silences: [{ what: 'x', from: 0, levelMs: 30_001, behind: [] }] } }],
  ['a device shows a hole', ['whole-range'], { devices: [holed(), deviceOf(bob, 1)] }],
  ['a device counts wrongly', ['unread'], { devices: [deviceOf(ada, 1), deviceOf(bob, 1)] }],
  [
    'the server counts wrongly',
    ['unread'],
    { over: { cold: { [ada]: coldOf(0), [bob]: { ...coldOf(1), serverUnread: { [group]: 2 } } } } },
  ],
  ['a change has no event', ['one-event'], { database: { outbox: goodDatabase().outbox.filter(({ id }) => id !== 'e3') } }],
  [
    'a change has two events',
    ['one-event', 'handled-once'],
    { database: { outbox: [...goodDatabase().outbox, createdOf(3, { id: 'again' })] } },
  ],
  ['a user revision has no event', ['one-event'], { database: { userRevisions: [{ userId: ada, revision: 2 }] } }],
  [
    'an event is not published',
    ['published'],
    { database: { outbox: goodDatabase().outbox.map((entry) => ({ ...entry, published: entry.id !== 'e2' })) } },
  ],
  ['an event was not handled', ['handled-once'], { database: { inbox: goodDatabase().inbox.slice(1) } }],
  [
    'an event is parked',
    ['handled-once'],
    { database: { queued: [{ consumer: 'delivery', eventId: 'e2', attempts: 10, parked: true, lastError: 'x' }] } },
  ],
  ['a revision has two contents', ['no-contradiction'], { history: [liveOf(3), liveOf(3, { digest: 'other' })] }],
  ['a position moves', ['no-contradiction'], { history: [liveOf(3, { position: 7, revision: 9 })] }],
  ['a view goes back', ['no-going-back'], { history: [seen(4), seen(3)] }],
  ['a program is told twice', ['heard-once'], { history: [heard(3), heard(3)] }],
  ['a program is told out of order', ['heard-once'], { history: [heard(3), heard(2)] }],
  ['something reaches who was sent away', ['may-see'], sentAwayAfter(2)],
  [
    'something reaches who never was there',
    ['may-see'],
    {
      history: [{ ...liveOf(2), device: 'eve-1' }],
      devices: [deviceOf(ada, 0), deviceOf(bob, 1), { ...deviceOf('eve', 0), store: undefined }],
    },
  ],
  ['history that is hidden', ['may-see'], hiddenHistory()],
  ['something reaches a revoked session', ['revoked'], revokedAfter(2, { revoked: ['bob-1'], devices: signedOut })],
  ['a client does not know that its session is over', ['revoked'], revokedAfter(4, { revoked: ['bob-1'] })],
  ['a session is revoked without anybody asking', ['revoked'], revokedAfter(4, { devices: signedOut })],
  [
    'a client takes itself for signed out',
    ['revoked'],
    { devices: [deviceOf(ada, 0), { ...deviceOf(bob, 1), store: storeOf(1, { status: 'signed-out' }) }] },
  ],
  ['somebody gone is shown as online', ['presence'], { over: { ghosts: [{ userId: bob, diedAt: 0, offlineMs: null }] } }],
  ['or for too long', ['presence'], { over: { ghosts: [{ userId: bob, diedAt: 0, offlineMs: 90_001 }] } }],
  ['or, closed as it should be, for 10 s', ['presence'], { over: { leavers: [{ userId: bob, offlineMs: 10_001 }] } }],
  ['a device shows somebody idle as online', ['presence-level'], shownOf(bob, { status: 'online' })],
  ['a device shows somebody in use as away', ['presence-level'], { over: { presence: [presenceWith({ idle: false })] } }],
  ['a device shows words that are over', ['presence-level'], shownOf(bob, { status: 'away', text: 'old' })],
  ['a device shows what is blocked', ['presence-level'], shownOf(cyd, { status: 'online' })],
  [
    'a device shows that somebody invisible was here',
    ['presence-level'],
    shownOf(eve, { lastSeenAt: '2026-01-01T00:00:00.000Z' }),
  ],
  [
    'a device knows nothing of somebody here',
    ['presence-level'],
    { over: { presence: [presenceWith({ shown: { [bob]: null } })] } },
  ],
  ['presence is right too late', ['presence-level'], { over: { presence: [presenceWith({ levelMs: 90_001 })] } }],
  ['something is told of somebody invisible', ['presence-private'], { history: [toldOf('ada-1', eve, { status: 'away' })] }],
  ['or what they say', ['presence-private'], { history: [toldOf('ada-1', eve, { text: 'secret' })] }],
  [
    'or when they were here',
    ['presence-private'],
    { history: [toldOf('ada-1', eve, { lastSeenAt: '2026-01-01T00:00:00.000Z' })] },
  ],
  ['something is told of somebody blocked', ['presence-private'], { history: [toldOf('ada-1', cyd, { status: 'dnd' })] }],
  ['something is told of a stranger', ['presence-private'], { history: [toldOf('ada-1', 'gil')] }],
  ['when somebody was here who hides it', ['presence-private'], seenOfHider()],
  ['somebody who became invisible is shown later', ['presence-private'], invisibleFor(26_000)],
  ['somebody here is shown as offline', ['presence'], { database: { connections: [{ userId: ada, alive: true }] } }],
  ['a socket that does not read is kept', ['slow-cut'], { over: { slow: { stalls: 1, cuts: 0 } } }],
  ['a process ends by itself', ['exits'], { over: { exits: [{ ...exit, code: 1, asked: null, tookMs: null }] } }],
  ['a process ends with another code', ['exits'], { over: { exits: [{ ...exit, code: 1 }] } }],
  ['a process takes too long to end', ['exits'], { over: { exits: [{ ...exit, tookMs: 30_001 }] } }],
]

describe('each way to break a promise is caught, and nothing else is cried over', () => {
  test.each(bad)('%s: %j', (_name, expected, change) => {
    expect(broken(change)).toEqual(expected)
  })
})

function shownOf(userId: string, over: Partial<PresenceView>): Change {
  return { over: { presence: [presenceWith({ shown: { [userId]: presenceOf(userId, over) } })] } }
}

function seenOfHider(): Change {
  const lastSeenAt = '2026-01-01T00:00:00.000Z'
  return { history: [toldOf('ada-1', bob, { lastSeenAt })], over: { presence: [presenceWith({ facts: { hiders: [bob] } })] } }
}

/** Bob becomes invisible; so long after the answer ada's device is told that he is here. */
function invisibleFor(ms: number): Change {
  const { history } = evidenceWith({})
  const call = { call: 'status', name: 'setStatus' }
  return {
    over: {
      history: [
        ...history,
        { at: 100, device: 'bob-1', type: 'call', ...call, input: { status: 'invisible' } },
        { at: 200, device: 'bob-1', type: 'answer', ...call, rows: [] },
        { at: 200 + ms, ...toldOf('ada-1', bob, { status: 'online' }) },
      ],
    },
  }
}

function twice(): Change {
  const good = goodDatabase()
  const again = createdOf(5)
  return {
    database: {
      conversations: [{ id: group, kind: 'group', history: 'full', revision: 5, lastPosition: 5 }],
      messages: [...good.messages, storedOf(5, { id: 'm2', authorId: ada, kind: 'system', body: 'body of m2' })],
      outbox: [...good.outbox, again],
      inbox: [...good.inbox, { consumer: 'delivery', eventId: again.id }],
    },
  }
}

function holed(): DeviceEvidence {
  const view = { ...viewOf(0), rows: [rowOf(1), rowOf(4)] }
  return { ...deviceOf(ada, 0), store: storeOf(0, { conversations: [view] }) }
}

function seen(revision: number): HistoryEvent {
  return { type: 'view', conversationId: group, revision, lastPosition: 4, readVersion: 0, userRevision: 1 }
}

function heard(position: number): HistoryEvent {
  return { type: 'heard', conversationId: group, id: `m${position}`, position }
}

/** Bob was let in at position 3 of a group that hides what was before. */
function hiddenHistory(): Change {
  const good = goodDatabase()
  const outbox = good.outbox.map((entry) => {
    if (entry.id === 'e1') return { ...entry, payload: { ...entry.payload, userIds: [ada] } }
    return entry.id === 'e3' ? { ...entry, topic: 'members.added.v1', payload: { ...entry.payload, userIds: [bob] } } : entry
  })
  return {
    history: [{ ...liveOf(2), device: 'bob-1' }],
    database: { outbox, conversations: [{ id: group, kind: 'group', history: 'from_joining', revision: 4, lastPosition: 4 }] },
  }
}
