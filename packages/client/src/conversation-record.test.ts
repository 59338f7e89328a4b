import { describe, expect, test } from 'vitest'
import { ConversationRecord } from './conversation-record.ts'
import { about, live, me, message, messages, summary, summaryAt } from './test-factories.ts'

const positions = (record: ConversationRecord) => record.messages().map((entry) => entry.position)
/** Where the range at the head begins, and whether there is more before it. */
const low = (record: ConversationRecord) => record.range()?.from
const hasBefore = (record: ConversationRecord) => (low(record) ?? 0) > record.historyFrom
const range = (first: number, last: number) => messages(first, last).map((entry) => entry.position)

/** All of 1 … `head` loaded. */
function whole(head: number, over: Parameters<typeof summary>[0] = {}): ConversationRecord {
  const record = new ConversationRecord(me, summaryAt(head, over))
  record.applyChanges({ conversationId: 'c', messages: messages(1, head), through: head, more: false })
  return record
}

/** The newest page `first` … `head` loaded. */
function newestPage(first: number, head: number, over: Parameters<typeof summary>[0] = {}): ConversationRecord {
  const record = new ConversationRecord(me, summaryAt(head, over))
  record.applyChanges({ conversationId: 'c', messages: messages(first, head), through: head, more: false, limited: true })
  return record
}

describe('live events', () => {
  test('apply once, in order; a repeated one is dropped, one that comes too early is a gap', () => {
    const record = new ConversationRecord(me, summary())
    expect(record.applyLive(live(1, message(2)))).toBe('gap')
    expect(record.applyLive(live(0, message(1)))).toBe('applied')
    expect(record.applyLive(live(0, message(1)))).toBe('dropped')
    expect(record.applyLive(live(1, message(2)))).toBe('applied')
    expect(record.messages().map((entry) => entry.position)).toEqual([1, 2])
    expect(record.cursor).toBe(2)
  })

  test('one without messages is a gap: somebody has to sync', () => {
    const record = new ConversationRecord(me, summary())
    const { messages: _messages, ...bare } = live(0, message(1))
    expect(record.applyLive(bare)).toBe('gap')
  })

  test('one that overlaps what is known applies, and the newer row wins', () => {
    const record = new ConversationRecord(me, summary())
    record.applyLive(live(0, message(1)))
    const edited = message(1, { revision: 2, version: 2, body: 'edited' })
    expect(record.applyLive({ ...live(0, message(1), edited) })).toBe('applied')
    expect(record.messages()[0]?.body).toBe('edited')
  })
})

describe('acknowledgements', () => {
  test('show the message and never move the cursor', () => {
    const record = new ConversationRecord(me, summary())
    record.applyLive(live(0, message(1)))
    record.put(message(3, { authorId: me }))
    expect(record.cursor).toBe(1)
    expect(record.applyLive(live(1, message(2)))).toBe('applied')
    expect(record.messages().map((entry) => entry.position)).toEqual([1, 2, 3])
  })
})

describe('unread', () => {
  test('counts what others wrote after the cursor, not what one wrote oneself', () => {
    const record = new ConversationRecord(me, summary())
    record.applyLive(live(0, message(1), message(2, { authorId: me }), message(3)))
    expect(record.view().unread).toBe(2)
    record.readTo(1)
    expect(record.view().unread).toBe(1)
    record.readTo(99)
    expect(record.view()).toMatchObject({ unread: 0, readPosition: 3 })
  })

  test('a deleted message no longer counts', () => {
    const record = new ConversationRecord(me, summary())
    record.applyLive(live(0, message(1), message(2)))
    record.applyLive(live(2, message(1, { revision: 3, body: '', deletedAt: new Date().toISOString() })))
    expect(record.view().unread).toBe(1)
  })

  test('beyond the loaded range it is the server’s count and what came since its snapshot', () => {
    const record = new ConversationRecord(me, summary({ revision: 300, lastPosition: 300, unread: 80, readPosition: 220 }))
    const newest = Array.from({ length: 50 }, (_, index) => message(251 + index))
    record.applyChanges({ conversationId: 'c', messages: newest, through: 300, more: false, limited: true })
    expect(record.view().unread).toBe(80)
    record.applyLive(live(300, message(301), message(302, { authorId: me })))
    expect(record.view().unread).toBe(81)
    record.readTo(290)
    expect(record.view().unread).toBe(11)
  })

  test('a summary of before does not undo what was read here; the server’s word on a new version does', () => {
    const record = new ConversationRecord(me, summary())
    record.applyLive(live(0, message(1), message(2)))
    record.readTo(2)
    record.applySummary(summary({ revision: 2, lastPosition: 2, unread: 2, userRevision: 1 }))
    expect(record.view().unread).toBe(0)
    record.applySummary(summary({ revision: 2, lastPosition: 2, unread: 1, userRevision: 2, readVersion: 1, readPosition: 1 }))
    expect(record.view()).toMatchObject({ unread: 1, readPosition: 1 })
  })

  test('of two snapshots that cross, the later read cursor and the later head are shown, and unread is exact', () => {
    const record = whole(10, { unread: 10, userRevision: 5 })
    record.applyChanges({ conversationId: 'c', messages: [message(11)], through: 11, more: false })
    record.applySummary(summaryAt(11, { unread: 11, userRevision: 5 }))
    record.applySummary(summaryAt(10, { unread: 0, readPosition: 10, userRevision: 6 }))
    expect(record.view()).toMatchObject({ unread: 1, readPosition: 10, userRevision: 6, revision: 11, lastPosition: 11 })
    expect(record.lacksCount).toBe(false)
  })

  test('crossing snapshots beyond the loaded range are exact too: the count of the later cursor and what came since', () => {
    const first = summaryAt(300, { unread: 80, readPosition: 220, userRevision: 5 })
    const record = newestPage(281, 300, first)
    record.applyLive(live(300, message(301)))
    record.applySummary(summaryAt(301, { unread: 81, readPosition: 220, userRevision: 5 }))
    record.applySummary(summaryAt(300, { unread: 60, readPosition: 240, userRevision: 6 }))
    expect(record.view()).toMatchObject({ unread: 61, readPosition: 240, lastPosition: 301 })
    // The same the other way round.
    const reversed = newestPage(281, 300, first)
    reversed.applySummary(summaryAt(300, { unread: 60, readPosition: 240, userRevision: 6 }))
    reversed.applySummary(summaryAt(301, { unread: 81, readPosition: 220, userRevision: 5 }))
    reversed.applyChanges({ conversationId: 'c', messages: [message(301)], through: 301, more: false })
    expect(reversed.view()).toMatchObject({ unread: 61, readPosition: 240, lastPosition: 301 })
  })

  test('it says so when rows were forgotten that its count would need, until a summary of later', () => {
    const record = whole(10, { userRevision: 5 })
    record.applySummary(summaryAt(400, { unread: 100, userRevision: 5 }))
    record.applyChanges({ conversationId: 'c', messages: messages(351, 400), through: 400, more: false, limited: true })
    expect(record.lacksCount).toBe(false)
    record.applySummary(summaryAt(320, { unread: 20, readPosition: 300, userRevision: 6 }))
    expect(record.lacksCount).toBe(true)
    record.applySummary(summaryAt(400, { unread: 99, readPosition: 300, userRevision: 6 }))
    expect(record.lacksCount).toBe(false)
    expect(record.view().unread).toBe(99)
  })

  test('rows that a summary knows and that are not here yet are counted by the summary', () => {
    const record = new ConversationRecord(me, summary())
    record.applySummary(summaryAt(30, { unread: 30 }))
    expect(record.view().unread).toBe(30)
    record.applyChanges({ conversationId: 'c', messages: messages(1, 30), through: 30, more: false })
    expect(record.view().unread).toBe(30)
  })

  test('a summary of before an unread mark does not undo what was read after it', () => {
    const record = whole(5, { readVersion: 1, readPosition: 1, userRevision: 6 })
    record.readTo(4)
    record.applySummary(summaryAt(5, { readVersion: 0, readPosition: 5, userRevision: 5 }))
    expect(record.view()).toMatchObject({ readPosition: 4, unread: 1 })
  })
})

describe('ranges', () => {
  test('an empty conversation is loaded at once', () => {
    const record = new ConversationRecord(me, summary())
    expect([record.isLoaded, hasBefore(record), positions(record)]).toEqual([true, false, []])
  })

  test('a limited answer that live events have overtaken changes nothing', () => {
    const record = whole(10)
    for (let position = 11; position <= 305; position++) record.applyLive(live(position - 1, message(position)))
    record.applySummary(summaryAt(260, { unread: 100 }))
    record.applyChanges({ conversationId: 'c', messages: messages(211, 260), through: 260, more: false, limited: true })
    expect([record.cursor, low(record), hasBefore(record)]).toEqual([305, 1, false])
    expect(positions(record)).toEqual(range(1, 305))
  })

  test('a limited answer keeps rows that are newer than it, and only what joins its page is in the range', () => {
    const record = whole(10)
    // Own messages that were acknowledged while the answer was on its way, and one of them from before the page.
    record.put(message(261, { authorId: me }))
    record.put(message(150, { authorId: me, revision: 262 }))
    record.applyChanges({ conversationId: 'c', messages: messages(211, 260), through: 260, more: false, limited: true })
    expect(positions(record)).toEqual(range(211, 261))
    expect([record.cursor, hasBefore(record)]).toEqual([260, true])
  })

  test('an older page that was asked for before the range changed is ignored', () => {
    const record = newestPage(51, 100)
    record.applyChanges({ conversationId: 'c', messages: messages(351, 400), through: 400, more: false, limited: true })
    record.applyPage({ messages: messages(1, 50), revision: 100, hasBefore: false, hasAfter: true })
    expect(positions(record)).toEqual(range(351, 400))
    expect(hasBefore(record)).toBe(true)
  })

  test('an older page of before rows were forgotten is ignored, also if the range begins where it did', () => {
    const record = newestPage(51, 100)
    const edited = messages(51, 100).map((entry) => ({ ...entry, revision: entry.revision + 300 }))
    record.applyChanges({ conversationId: 'c', messages: edited, through: 400, more: false, limited: true })
    record.applyPage({ messages: messages(1, 50), revision: 100, hasBefore: false, hasAfter: true })
    expect([low(record), hasBefore(record)]).toEqual([51, true])
  })
  test('a limited answer forgets what lies outside its page; older pages join it', () => {
    const record = new ConversationRecord(me, summary({ revision: 3, lastPosition: 3 }))
    record.applyChanges({ conversationId: 'c', messages: [message(1), message(2), message(3)], through: 3, more: false })
    expect([low(record), hasBefore(record)]).toEqual([1, false])
    record.applyChanges({ conversationId: 'c', messages: [message(300), message(301)], through: 301, more: false, limited: true })
    expect([record.messages().length, low(record), hasBefore(record)]).toEqual([2, 300, true])
    record.applyPage({ messages: [message(298), message(299)], revision: 301, hasBefore: true, hasAfter: true })
    expect([record.messages().length, low(record)]).toEqual([4, 298])
  })

  test('a change below the range moves the cursor only', () => {
    const record = new ConversationRecord(me, summary({ revision: 300, lastPosition: 300 }))
    record.applyChanges({ conversationId: 'c', messages: [message(300)], through: 300, more: false, limited: true })
    record.applyLive(live(300, message(5, { revision: 301, body: 'edited' })))
    expect([record.cursor, record.messages().length]).toEqual([301, 1])
  })

  test('pages of a first sync make a whole range only with the last one', () => {
    const record = new ConversationRecord(me, summary({ revision: 4, lastPosition: 3 }))
    // The second message was edited last, so that its row comes in the second page.
    record.applyChanges({ conversationId: 'c', messages: [message(1), message(3)], through: 3, more: true })
    expect(record.isLoaded).toBe(false)
    record.applyChanges({ conversationId: 'c', messages: [message(2, { revision: 4 })], through: 4, more: false })
    expect(record.isLoaded).toBe(true)
    expect(record.messages().map((entry) => entry.position)).toEqual([1, 2, 3])
  })
})

describe('what is heard of', () => {
  test('a head that is ahead is remembered until the cursor has reached it', () => {
    const record = whole(3)
    expect(record.isBehind).toBe(false)
    record.hear(4)
    expect(record.isBehind).toBe(true)
    record.applyLive(live(3, message(4)))
    expect(record.isBehind).toBe(false)
  })
})

describe('several ranges', () => {
  const page = (first: number, last: number, over: { revision?: number; hasAfter?: boolean } = {}) => ({
    messages: messages(first, last),
    revision: over.revision ?? 100,
    hasBefore: first > 1,
    hasAfter: over.hasAfter ?? true,
  })
  const shown = (record: ConversationRecord, position: number) => {
    const found = record.range(position)
    return found && [found.from, found.to]
  }

  test('a page around a position is a range of its own, until pages have joined it to the head', () => {
    const record = newestPage(91, 100)
    record.applyPage(page(41, 50))
    expect(shown(record, 45)).toEqual([41, 50])
    expect(record.messages(record.range(45)).map((entry) => entry.position)).toEqual(range(41, 50))
    record.applyPage(page(51, 70))
    expect(shown(record, 45)).toEqual([41, 70])
    record.applyPage(page(71, 95))
    expect(shown(record, 45)).toEqual([41, Number.POSITIVE_INFINITY])
    expect(record.messages().length).toBe(60)
  })

  test('rows change in place in each of them; one outside all only moves the cursor, and a page that comes late does not undo it', () => {
    const record = newestPage(91, 100)
    record.applyPage(page(41, 50))
    record.applyLive(live(100, message(45, { revision: 101, body: 'edited' }), message(20, { revision: 102, body: 'edited' })))
    expect(record.messages(record.range(45))[4]?.body).toBe('edited')
    expect([record.cursor, shown(record, 20)]).toEqual([102, undefined])
    record.applyPage(page(11, 20))
    expect(record.messages(record.range(20)).at(-1)?.body).toBe('edited')
  })

  test('the list of a range stays the same object while nothing in it changes', () => {
    const record = newestPage(91, 100)
    record.applyPage(page(41, 50))
    const before = record.messages(record.range(45))
    record.applyLive(live(100, message(101)))
    expect(record.messages(record.range(45))).toBe(before)
  })

  test('a page that reaches to the head is the range at the head', () => {
    const record = new ConversationRecord(me, summaryAt(100))
    record.applyPage(page(91, 100, { hasAfter: false }))
    expect([record.isLoaded, low(record)]).toEqual([true, 91])
  })

  test('a limited answer forgets all of them', () => {
    const record = newestPage(91, 100)
    record.applyPage(page(41, 50))
    record.applyChanges({ conversationId: 'c', messages: messages(351, 400), through: 400, more: false, limited: true })
    expect([shown(record, 45), low(record)]).toEqual([undefined, 351])
  })
})

describe('let in again', () => {
  const rejoined = (historyFrom: number, head: number) => summaryAt(head, { historyFrom, readPosition: head, userRevision: 9 })

  test('where what was before is hidden: it is gone, and what comes late of it is not taken', () => {
    const record = whole(10)
    record.applySummary(rejoined(12, 12))
    record.applyChanges({ conversationId: 'c', messages: [message(12)], through: 12, more: false })
    record.applyPage({ messages: messages(3, 5), revision: 12, hasBefore: true, hasAfter: true })
    record.put(message(4, { authorId: me, revision: 30 }))
    expect(positions(record)).toEqual([12])
    expect([hasBefore(record), record.range(4), record.messageAt(4)]).toEqual([false, undefined, undefined])
  })

  test('where more may be seen than before: it is to be fetched, and a page of before does not count', () => {
    const record = newestPage(50, 60, { historyFrom: 50 })
    record.applyLive(live(60, message(55, { revision: 61 })))
    record.applySummary(rejoined(1, 62))
    expect([low(record), hasBefore(record)]).toEqual([50, true])
    record.applyPage({ messages: messages(40, 49), revision: 60, hasBefore: true, hasAfter: true })
    expect(low(record)).toBe(50)
    record.applyPage({ messages: messages(40, 49), revision: 61, hasBefore: true, hasAfter: true })
    expect(low(record)).toBe(40)
  })

  test('and not loaded yet: everything is asked for anew', () => {
    const record = new ConversationRecord(me, summaryAt(60, { historyFrom: 50 }))
    record.applyChanges({ conversationId: 'c', messages: messages(50, 52), through: 52, more: true })
    record.applySummary(rejoined(1, 62))
    expect(record.syncFrom).toBe(0)
  })
})

describe('the profile', () => {
  const receipt = (userId: string, readPosition: number) => ({ userId, readPosition, deliveredPosition: readPosition })
  const profile = (name: string, ...userIds: string[]) => ({
    ...about,
    ...about,
    name,
    memberCount: userIds.length,
    receipts: userIds.map((userId) => receipt(userId, 1)),
  })
  const note = (position: number) => message(position, { kind: 'system', body: '{"type":"member_left"}' })

  test('the newest revision wins, whatever the event’s messages do', () => {
    const record = whole(3)
    record.applyChanges({ conversationId: 'c', messages: [note(4), note(5)], through: 5, more: false })
    expect(record.applyLive({ ...live(4, note(5)), profile: profile('new', me, 'other') })).toBe('dropped')
    expect(record.applyLive({ ...live(3, note(4)), profile: profile('old', me, 'other', 'third') })).toBe('dropped')
    expect(record.view()).toMatchObject({ name: 'new', memberCount: 2, receipts: [receipt('other', 1)] })
  })

  test('one that a sync read too early, and whose event was lost, is asked for again', () => {
    const record = whole(3)
    record.applyChanges({ conversationId: 'c', messages: [note(4)], through: 4, more: false })
    expect([record.lacksSummary, record.syncFrom]).toEqual([true, 3])
    record.applySummary(summaryAt(4, { memberCount: 1 }))
    expect([record.lacksSummary, record.syncFrom]).toEqual([false, 4])
  })

  test('receipts grow in any order, and are shown of those whom the newest profile names', () => {
    const record = whole(3)
    record.applyReceipt(receipt('third', 3))
    expect(record.view().receipts).toEqual([])
    record.applyLive({ ...live(3, note(4)), profile: profile('c', me, 'other', 'third') })
    record.applyReceipt(receipt('third', 2))
    expect(record.view().receipts).toEqual([receipt('other', 1), receipt('third', 3)])
    record.applyLive({ ...live(4, note(5)), profile: profile('c', me, 'other') })
    expect(record.view().receipts).toEqual([receipt('other', 1)])
  })
})

test('system notes and replies in threads are not unread; a count that was cut is asked for again when something in it is deleted', () => {
  const record = new ConversationRecord(me, summary())
  record.applyLive(live(0, message(1, { kind: 'system' }), message(2, { threadRoot: 'c-1' }), message(3)))
  expect(record.view().unread).toBe(1)
  const many = newestPage(281, 300, { unread: 100, readPosition: 20 })
  expect(many.lacksSummary).toBe(false)
  many.applyLive(live(300, message(290, { revision: 301, body: '', deletedAt: new Date().toISOString() })))
  expect(many.lacksSummary).toBe(true)
})
