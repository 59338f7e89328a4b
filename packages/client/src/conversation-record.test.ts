import type { Conversation, Message, MessageChanged } from '@chatsphere/contracts'
import { describe, expect, test } from 'vitest'
import { ConversationRecord } from './conversation-record.ts'

const [me, other] = ['me', 'other']

function message(position: number, over: Partial<Message> = {}): Message {
  return {
    conversationId: 'c',
    id: `m${position}`,
    position,
    revision: position,
    version: 1,
    authorId: other,
    kind: 'user',
    body: `${position}`,
    replyTo: null,
    threadRoot: null,
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    createdAt: new Date(position * 1000).toISOString(),
    ...over,
  }
}

function summary(over: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c',
    kind: 'direct',
    name: 'Other',
    peer: null,
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
    createdAt: new Date(0).toISOString(),
    ...over,
  }
}

function live(from: number, ...messages: Message[]): MessageChanged {
  return { conversationId: 'c', from, through: from + messages.length, messages, audience: 1, epoch: 'e' }
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
})

describe('ranges', () => {
  test('a limited answer forgets what lies outside its page; older pages join it', () => {
    const record = new ConversationRecord(me, summary({ revision: 3, lastPosition: 3 }))
    record.applyChanges({ conversationId: 'c', messages: [message(1), message(2), message(3)], through: 3, more: false })
    expect([record.low, record.hasBefore]).toEqual([1, false])
    record.applyChanges({ conversationId: 'c', messages: [message(300), message(301)], through: 301, more: false, limited: true })
    expect([record.messages().length, record.low, record.hasBefore]).toEqual([2, 300, true])
    record.applyOlder({ messages: [message(298), message(299)], hasBefore: true })
    expect([record.messages().length, record.low]).toEqual([4, 298])
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
