import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { advanceDelivered } from './advance-delivered.ts'
import { advanceRead } from './advance-read.ts'
import { listHistory } from './list-history.ts'
import { openDirect } from './open-direct.ts'
import { sendMessage, sendMessages } from './send-message.ts'
import { syncChat } from './sync-chat.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let conversationId: string

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
})
afterAll(() => database.drop())
beforeEach(async () => {
  ada = await createAccountFor(ctx, `ada${uuidv7().slice(-12)}`)
  bob = await createAccountFor(ctx, `bob${uuidv7().slice(-12)}`)
  conversationId = (await openDirect(ctx, ada.actor, { userId: bob.actor.userId })).id
})

async function send(count: number) {
  for (let sent = 0; sent < count; sent += 50) {
    const size = Math.min(50, count - sent)
    await sendMessages(ctx, bob.actor, {
      conversationId,
      messages: Array.from({ length: size }, (_, index) => ({ id: uuidv7(), body: `${sent + index + 1}` })),
    })
  }
}

describe('sync', () => {
  test('a cold start tells everything, and the state that it answers is level: asking again tells nothing', async () => {
    await send(3)
    const cold = await syncChat(ctx, ada.actor, { have: [] })
    expect(cold.conversations.map((summary) => [summary.id, summary.unread, summary.revision])).toEqual([[conversationId, 3, 3]])
    expect(cold.changes).toMatchObject([{ conversationId, through: 3, more: false }])
    expect(cold.changes[0]?.messages.map((message) => message.body)).toEqual(['1', '2', '3'])
    expect(cold.reset).toBeUndefined()
    const level = { epoch: cold.epoch, userRevision: cold.userRevision, have: [{ conversationId, revision: 3 }] }
    expect(await syncChat(ctx, ada.actor, level)).toEqual({
      epoch: cold.epoch,
      userRevision: cold.userRevision,
      conversations: [],
      removed: [],
      changes: [],
      receipts: [],
      receiptsAt: expect.any(String),
      own: cold.own,
    })
  })

  test('after a gap it tells the rows after the cursor, in pages that say how far they reach', async () => {
    await send(150)
    const have = { conversationId, revision: 10 }
    const first = (await syncChat(ctx, ada.actor, { have: [have] })).changes[0]
    expect(first).toMatchObject({ through: 110, more: true })
    expect(first?.messages.at(0)?.revision).toBe(11)
    const second = (await syncChat(ctx, ada.actor, { have: [{ conversationId, revision: 110 }] })).changes[0]
    expect(second).toMatchObject({ through: 150, more: false })
    expect(second?.messages).toHaveLength(40)
  })

  test('too much missed is answered with the newest page, marked as limited', async () => {
    await send(260)
    const [changes] = (await syncChat(ctx, ada.actor, { have: [{ conversationId, revision: 5 }] })).changes
    expect(changes).toMatchObject({ through: 260, more: false, limited: true })
    expect(changes?.messages.map((message) => message.position)).toEqual(Array.from({ length: 50 }, (_, index) => 211 + index))
  })

  test('one that moved only its own stamp is told without rows', async () => {
    await send(2)
    const { epoch, userRevision } = await syncChat(ctx, ada.actor, { have: [] })
    await advanceRead(ctx, ada.actor, { conversationId, position: 2 })
    const result = await syncChat(ctx, ada.actor, { epoch, userRevision, have: [{ conversationId, revision: 2 }] })
    expect(result.conversations.map((summary) => summary.unread)).toEqual([0])
    expect(result.changes).toEqual([])
    expect(result.userRevision).toBe(userRevision + 1)
  })

  test.each([
    [
      'an epoch that is not known',
      (now: { userRevision: number }) => ({ epoch: 'another', userRevision: now.userRevision, have: [] }),
    ],
    [
      'a user revision from the future',
      (now: { epoch: string; userRevision: number }) => ({ ...now, userRevision: 999, have: [] }),
    ],
    [
      'a conversation revision from the future',
      (now: { epoch: string; userRevision: number }) => ({ ...now, have: [{ conversationId, revision: 999 }] }),
    ],
  ])('%s resets', async (_name, input) => {
    await send(2)
    const { epoch, userRevision } = await syncChat(ctx, ada.actor, { have: [] })
    const result = await syncChat(ctx, ada.actor, input({ epoch, userRevision }))
    expect(result.reset).toBe(true)
    expect(result.changes[0]?.messages).toHaveLength(2)
  })

  test('receipts that were missed while away come with the next one', async () => {
    await send(2)
    const { epoch, userRevision, receiptsAt } = await syncChat(ctx, bob.actor, { have: [] })
    await advanceDelivered(ctx, ada.actor, [{ conversationId, position: 2 }])
    await advanceRead(ctx, ada.actor, { conversationId, position: 1 })
    const away = { epoch, userRevision, have: [{ conversationId, revision: 2 }] }
    const back = await syncChat(ctx, bob.actor, { ...away, receiptsSince: receiptsAt })
    expect(back.receipts).toEqual([{ conversationId, userId: ada.actor.userId, readPosition: 1, deliveredPosition: 2 }])
    expect(back.conversations).toEqual([])
    expect((await syncChat(ctx, bob.actor, away)).receipts).toEqual([])
  })

  test('an id that one may not see comes back as removed, never as an error', async () => {
    const eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
    const nowhere = uuidv7()
    const result = await syncChat(ctx, eve.actor, {
      have: [
        { conversationId, revision: 1 },
        { conversationId: nowhere, revision: 0 },
      ],
    })
    expect(result.removed.sort()).toEqual([conversationId, nowhere].sort())
    expect(result.conversations).toEqual([])
    expect(result.changes).toEqual([])
  })
})

describe('history', () => {
  const positions = (page: { messages: { position: number }[] }) => page.messages.map((message) => message.position)

  test('pages are ascending, before and after exclusive, and say what lies beyond them', async () => {
    await send(10)
    const of = { conversationId, limit: 4 }
    const newest = await listHistory(ctx, ada.actor, of)
    expect([positions(newest), newest.hasBefore, newest.hasAfter, newest.revision]).toEqual([[7, 8, 9, 10], true, false, 10])
    const before = await listHistory(ctx, ada.actor, { ...of, before: 5 })
    expect([positions(before), before.hasBefore, before.hasAfter]).toEqual([[1, 2, 3, 4], false, true])
    const after = await listHistory(ctx, ada.actor, { ...of, after: 8 })
    expect([positions(after), after.hasBefore, after.hasAfter]).toEqual([[9, 10], true, false])
    const around = await listHistory(ctx, ada.actor, { ...of, around: 5 })
    expect([positions(around), around.hasBefore, around.hasAfter]).toEqual([[4, 5, 6, 7], true, true])
  })

  test.each([
    ['before the first', { before: 1 }, false, true],
    ['after the last', { after: 3 }, true, false],
    ['far after the last', { after: 99 }, true, false],
  ])('an empty page %s tells on which side the messages are', async (_name, anchor, hasBefore, hasAfter) => {
    await send(3)
    const page = await listHistory(ctx, ada.actor, { conversationId, ...anchor })
    expect(page).toMatchObject({ messages: [], hasBefore, hasAfter })
  })

  test('an empty conversation has an empty page, a stranger has none', async () => {
    expect(await listHistory(ctx, ada.actor, { conversationId })).toEqual({
      messages: [],
      revision: 0,
      hasBefore: false,
      hasAfter: false,
    })
    const eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
    await expect(listHistory(ctx, eve.actor, { conversationId })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('opening a direct conversation', () => {
  test('however many call at once, from both sides, there is one, and both hear of it once', async () => {
    const eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
    const heard = ctx.live.of('user:changed').length
    const opened = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        index % 2 === 0
          ? openDirect(ctx, ada.actor, { userId: eve.actor.userId })
          : openDirect(ctx, eve.actor, { userId: ada.actor.userId }),
      ),
    )
    expect(new Set(opened.map((conversation) => conversation.id)).size).toBe(1)
    expect(opened[0]).toMatchObject({ kind: 'direct', unread: 0, readPosition: 0, peer: { id: eve.actor.userId } })
    expect(ctx.live.of('user:changed').length - heard).toBe(2)
    await sendMessage(ctx, eve.actor, { conversationId: opened[0]?.id ?? '', id: uuidv7(), body: 'hello' })
  })

  test('with nobody, oneself or a disabled account is refused', async () => {
    await expect(openDirect(ctx, ada.actor, { userId: uuidv7() })).rejects.toMatchObject({ code: 'not_found' })
    await expect(openDirect(ctx, ada.actor, { userId: ada.actor.userId })).rejects.toMatchObject({ code: 'invalid_input' })
    const gone = await createAccountFor(ctx, `gone${uuidv7().slice(-12)}`)
    await ctx.db.prisma.user.update({ where: { id: gone.actor.userId }, data: { disabledAt: new Date() } })
    await expect(openDirect(ctx, ada.actor, { userId: gone.actor.userId })).rejects.toMatchObject({ code: 'not_found' })
  })
})
