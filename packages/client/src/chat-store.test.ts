import type { Conversation } from '@chatsphere/contracts'
import { describe, expect, test } from 'vitest'
import { ChatStore } from './chat-store.ts'
import { answer, live, me, message, messages, ownState, summary, summaryAt } from './test-factories.ts'

const changes = (conversationId: string, rows: ReturnType<typeof messages>, through: number, more = false) => ({
  conversationId,
  messages: rows,
  through,
  more,
})

/** Level with a server that has one conversation of `head` messages, at user revision 5. */
function level(head: number, over: Partial<Conversation> = {}): ChatStore {
  const store = new ChatStore(me)
  store.applySync(
    answer({
      userRevision: 5,
      conversations: [summaryAt(head, { userRevision: 5, ...over })],
      changes: [changes('c', messages(1, head), head)],
    }),
  )
  return store
}

describe('snapshots that cross', () => {
  test('a cursor’s change that read an older head than a sync did is taken, and unread is exact', () => {
    const store = level(10, { unread: 10 })
    store.applySync(
      answer({
        userRevision: 5,
        conversations: [summaryAt(11, { unread: 11, userRevision: 5 })],
        changes: [changes('c', [message(11)], 11)],
      }),
    )
    const crossing = summaryAt(10, { unread: 0, readPosition: 10, userRevision: 6 })
    expect(store.applyUser({ from: 5, through: 6, conversations: [crossing], removed: [], epoch: 'e' })).toBe('applied')
    expect(store.conversation('c')).toMatchObject({ unread: 1, readPosition: 10 })
    expect(store.isBehind({ epoch: 'e', userRevision: 6, conversations: [{ conversationId: 'c', revision: 11 }] })).toBe(false)
  })

  test('one whose count cannot be made exact is a gap, and the next sync asks for that summary again', () => {
    const store = level(10)
    const limited = { ...changes('c', messages(351, 400), 400), limited: true }
    store.applySync(
      answer({ userRevision: 5, conversations: [summaryAt(400, { unread: 100, userRevision: 5 })], changes: [limited] }),
    )
    const crossing = summaryAt(320, { unread: 20, readPosition: 300, userRevision: 6 })
    const event = { from: 5, through: 6, conversations: [crossing], removed: [], epoch: 'e' }
    expect(store.applyUser(event)).toBe('gap')
    expect(store.syncInput()).toMatchObject({ userRevision: 5, have: [{ conversationId: 'c', revision: 400 }] })
    const consistent = summaryAt(400, { unread: 99, readPosition: 300, userRevision: 6 })
    expect(store.applySync(answer({ userRevision: 6, conversations: [consistent] }))).toBe(false)
    expect(store.conversation('c')).toMatchObject({ unread: 99, readPosition: 300 })
    expect(store.applyUser(event)).toBe('dropped')
  })

  test('a limited answer of before a cursor’s change makes another sync follow, which tells the summary again', () => {
    const store = level(10)
    const crossing = summaryAt(300, { unread: 1, readPosition: 299, userRevision: 6 })
    store.applyUser({ from: 5, through: 6, conversations: [crossing], removed: [], epoch: 'e' })
    const limited = { ...changes('c', messages(351, 400), 400), limited: true }
    const late = answer({
      userRevision: 5,
      conversations: [summaryAt(400, { unread: 100, userRevision: 5 })],
      changes: [limited],
    })
    expect(store.applySync(late)).toBe(true)
    expect(store.syncInput().userRevision).toBe(5)
    const consistent = summaryAt(400, { unread: 98, readPosition: 299, userRevision: 6 })
    expect(store.applySync(answer({ userRevision: 6, conversations: [consistent] }))).toBe(false)
    expect(store.conversation('c')?.unread).toBe(98)
    expect(store.syncInput().userRevision).toBe(6)
  })

  test('an answer that an own change has overtaken does not bring back what that change removed, not even for a moment', () => {
    const store = level(2)
    store.syncInput()
    store.applyUser({ from: 5, through: 6, conversations: [], removed: ['c'], epoch: 'e' })
    expect(store.applySync(answer({ userRevision: 5, conversations: [summaryAt(2)] }))).toBe(false)
    expect(store.conversations()).toEqual([])
  })
})

describe('receipts', () => {
  test('the next sync asks for the receipts since the last one; a reset asks for none', () => {
    const others = [{ userId: 'other', readPosition: 0, deliveredPosition: 0 }]
    const store = new ChatStore(me)
    expect(store.syncInput()).toEqual({ have: [] })
    store.applySync(answer({ conversations: [summary({ receipts: others })], receiptsAt: '2026-01-01T00:00:00.000Z' }))
    expect(store.syncInput().receiptsSince).toBe('2026-01-01T00:00:00.000Z')
    const receipt = { conversationId: 'c', userId: 'other', readPosition: 2, deliveredPosition: 3 }
    store.applySync(answer({ receipts: [receipt], receiptsAt: '2026-01-02T00:00:00.000Z' }))
    expect(store.conversation('c')?.receipts).toEqual([{ userId: 'other', readPosition: 2, deliveredPosition: 3 }])
    expect(store.syncInput().receiptsSince).toBe('2026-01-02T00:00:00.000Z')
    store.applySync(answer({ reset: true, conversations: [summary()], receiptsAt: '2025-01-01T00:00:00.000Z' }))
    expect(store.conversation('c')?.receipts).toEqual([])
    expect(store.syncInput().receiptsSince).toBe('2025-01-01T00:00:00.000Z')
  })
})

describe('more conversations than one sync may name', () => {
  const ids = Array.from({ length: 1_203 }, (_, index) => `c${index}`)
  const named = (store: ChatStore) => store.syncInput().have.map((entry) => entry.conversationId)
  const conversationOf = (id: string, index: number) =>
    summary({ id, createdAt: new Date(1_000_000 - index).toISOString(), userRevision: 1 })

  function many(): ChatStore {
    const store = new ChatStore(me)
    expect(store.applySync(answer({ conversations: ids.map(conversationOf) }))).toBe(false)
    return store
  }

  test('up to the limit all are named, in one round', () => {
    const store = new ChatStore(me)
    store.applySync(answer({ conversations: ids.slice(0, 500).map(conversationOf) }))
    store.doubt()
    expect(named(store).sort()).toEqual(ids.slice(0, 500).sort())
    expect(store.applySync(answer())).toBe(false)
  })

  test('after a connect rounds of exactly 500 name every one, the newest activity first', () => {
    const store = many()
    store.doubt()
    const rounds: string[][] = []
    let more = true
    while (more) {
      rounds.push(named(store))
      more = store.applySync(answer())
    }
    expect(rounds.map((round) => new Set(round).size)).toEqual([500, 500, 500])
    expect(rounds[0]).toEqual(ids.slice(0, 500))
    expect(new Set(rounds.flat())).toEqual(new Set(ids))
  })

  test('those that are known to be behind are named first, and one sync suffices', () => {
    const store = many()
    const gap = { ...live(1, message(2, { conversationId: 'c1200' })), conversationId: 'c1200' }
    expect(store.applyMessages(gap)).toBe('gap')
    const heads = { epoch: 'e', userRevision: 1, conversations: [{ conversationId: 'c1201', revision: 7 }] }
    store.noteHeads(heads)
    expect(store.isBehind(heads)).toBe(true)
    expect(named(store).slice(0, 2)).toEqual(['c1200', 'c1201'])
    expect(store.applySync(answer())).toBe(false)
  })

  test('a cold start goes on until what the server had postponed is there', () => {
    const store = new ChatStore(me)
    const heads = ids.map((id, index) => ({ ...conversationOf(id, index), revision: 1, lastPosition: 1, unread: 1 }))
    const row = (id: string) => changes(id, [message(1, { conversationId: id })], 1)
    const later = (id: string) => changes(id, [], 0, true)
    let more = store.applySync(answer({ conversations: heads, changes: ids.map((id, i) => (i < 100 ? row(id) : later(id))) }))
    for (let rounds = 0; more && rounds < 50; rounds++) {
      const asked = store.syncInput().have.filter((entry) => entry.revision === 0)
      const told = asked.map(({ conversationId }, index) => (index < 100 ? row(conversationId) : later(conversationId)))
      more = store.applySync(answer({ changes: told }))
    }
    expect(more).toBe(false)
    expect(ids.filter((id) => !store.record(id)?.isLoaded)).toEqual([])
  })

  test('when own changes were missed all are named, since only what is named is told to be gone', () => {
    const store = many()
    const asked = new Set(named(store))
    let more = store.applySync(answer({ userRevision: 2 }))
    while (more) {
      for (const id of named(store)) asked.add(id)
      more = store.applySync(answer({ userRevision: 2 }))
    }
    expect(asked.size).toBe(ids.length)
  })
})

test('a page reaches only the record that it was asked for: what was removed or reset meanwhile takes nothing of before', () => {
  const store = new ChatStore(me)
  const limited = { ...changes('c', messages(51, 100), 100), limited: true }
  store.applySync(answer({ conversations: [summaryAt(100)], changes: [limited] }))
  const asked = store.record('c')
  if (!asked) throw new Error('The conversation is there')
  const page = { messages: messages(1, 50), revision: 100, hasBefore: false, hasAfter: true }
  store.applySync(answer({ reset: true, conversations: [summaryAt(100)], changes: [limited] }))
  store.applyPage(asked, page)
  expect(store.record('c')?.range()?.from).toBe(51)
  const again = store.record('c')
  if (again) store.applyPage(again, page)
  expect(store.record('c')?.range()?.from).toBe(1)
})

describe('leaving and coming back while an answer is on its way', () => {
  const back = summaryAt(3, { userRevision: 7 })
  const leaveAndReturn = (store: ChatStore) => {
    store.applyUser({ from: 5, through: 6, conversations: [], removed: ['c'], epoch: 'e' })
    store.applyUser({ from: 6, through: 7, conversations: [back], removed: [], epoch: 'e' })
  }

  test('changes since what the old record had do not make the new one whole', () => {
    const store = level(2)
    expect(store.syncInput().have).toEqual([{ conversationId: 'c', revision: 2 }])
    leaveAndReturn(store)
    const since = answer({ userRevision: 7, conversations: [back], changes: [changes('c', [message(3)], 3)] })
    expect(store.applySync(since)).toBe(true)
    expect(store.record('c')?.isLoaded).toBe(false)
    expect(store.syncInput().have).toEqual([{ conversationId: 'c', revision: 0 }])
  })

  test('an answer of before the return does not take the conversation away again', () => {
    const store = level(2)
    store.syncInput()
    leaveAndReturn(store)
    expect(store.applySync(answer({ userRevision: 6, removed: ['c'] }))).toBe(true)
    expect(store.conversation('c')?.userRevision).toBe(7)
  })

  test('the answer of a call of before the removal brings nothing back, and that of a new conversation comes at once', () => {
    const store = level(2)
    store.applyUser({ from: 5, through: 6, conversations: [], removed: ['c'], epoch: 'e' })
    store.applyAnswered(summaryAt(2, { userRevision: 5 }))
    expect(store.conversation('c')).toBeUndefined()
    store.applyAnswered(summaryAt(2, { userRevision: 7 }))
    expect(store.conversation('c')).toBeDefined()
  })
})

describe('the answer of a call that chose a status', () => {
  const dnd = { ...ownState().status, status: 'dnd' as const }
  const away = { ...ownState().status, status: 'away' as const }
  const levelWithOwn = () => {
    const store = new ChatStore(me)
    store.applySync(answer({ userRevision: 5, own: ownState() }))
    return store
  }

  test('is shown at once, and what else is known of oneself stays', () => {
    const store = levelWithOwn()
    store.applyOwnStatus(dnd, store.own)
    expect(store.own).toEqual({ ...ownState(), status: dnd })
  })

  test('does not undo what another device chose after it, which was told first', () => {
    const store = levelWithOwn()
    const before = store.own
    const own = { ...ownState(), status: away }
    store.applyUser({ from: 5, through: 6, conversations: [], removed: [], own, epoch: 'e' })
    store.applyOwnStatus(dnd, before)
    expect(store.own?.status).toEqual(away)
  })
})
