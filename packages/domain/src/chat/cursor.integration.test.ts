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
import { listConversations } from './list-conversations.ts'
import { markUnread } from './mark-unread.ts'
import { openDirect } from './open-direct.ts'
import { sendMessage } from './send-message.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let conversationId: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, `ada${uuidv7().slice(-12)}`)
  bob = await createAccountFor(ctx, `bob${uuidv7().slice(-12)}`)
  conversationId = (await openDirect(ctx, ada.actor, { userId: bob.actor.userId })).id
})

async function send(from: TestAccount, count: number) {
  for (let index = 0; index < count; index++) {
    await sendMessage(ctx, from.actor, { conversationId, id: uuidv7(), body: `${index}` })
  }
}
async function summaryOf(account: TestAccount) {
  const [summary] = await listConversations(ctx, account.actor)
  if (!summary) throw new Error('There is one conversation')
  return summary
}

describe('unread is derived', () => {
  test('own messages do not count, the others do, up to the cap', async () => {
    await send(ada, 3)
    await send(bob, 2)
    expect((await summaryOf(ada)).unread).toBe(2)
    expect((await summaryOf(bob)).unread).toBe(3)
    await send(ada, 120)
    expect((await summaryOf(bob)).unread).toBe(100)
  })

  test('sending does not move the cursor, reading does, clamped to the head', async () => {
    await send(bob, 4)
    await send(ada, 1)
    expect(await summaryOf(ada)).toMatchObject({ readPosition: 0, unread: 4 })
    await advanceRead(ctx, ada.actor, { conversationId, position: 2 })
    expect(await summaryOf(ada)).toMatchObject({ readPosition: 2, unread: 2 })
    await advanceRead(ctx, ada.actor, { conversationId, position: 999 })
    expect(await summaryOf(ada)).toMatchObject({ readPosition: 5, unread: 0 })
  })
})

describe('the cursor grows lexicographically', () => {
  test('an older position changes nothing, and is told to nobody', async () => {
    await send(bob, 3)
    await advanceRead(ctx, ada.actor, { conversationId, position: 3 })
    const emitted = ctx.live.emitted.length
    await advanceRead(ctx, ada.actor, { conversationId, position: 1 })
    expect((await summaryOf(ada)).readPosition).toBe(3)
    expect(ctx.live.emitted).toHaveLength(emitted)
  })

  test('marking as unread wins over reads of the version before, on whatever device', async () => {
    await send(bob, 5)
    await advanceRead(ctx, ada.actor, { conversationId, position: 5 })
    await markUnread(ctx, ada.actor, { conversationId, position: 4 })
    expect(await summaryOf(ada)).toMatchObject({ readVersion: 1, readPosition: 3, unread: 2 })
    await advanceRead(ctx, ada.actor, { conversationId, position: 5, version: 0 })
    expect(await summaryOf(ada)).toMatchObject({ readVersion: 1, readPosition: 3 })
    await advanceRead(ctx, ada.actor, { conversationId, position: 5, version: 1 })
    expect(await summaryOf(ada)).toMatchObject({ readVersion: 1, readPosition: 5, unread: 0 })
  })

  test('a version that was never given out is refused', async () => {
    await send(bob, 1)
    await expect(advanceRead(ctx, ada.actor, { conversationId, position: 1, version: 7 })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})

describe('receipts', () => {
  test('the other sees the highest position ever read, also after it was marked as unread', async () => {
    await send(bob, 5)
    await advanceRead(ctx, ada.actor, { conversationId, position: 5 })
    await markUnread(ctx, ada.actor, { conversationId, position: 1 })
    const [receipt] = (await summaryOf(bob)).receipts
    expect(receipt).toMatchObject({ userId: ada.actor.userId, readPosition: 5, deliveredPosition: 5 })
  })

  test('delivered is told to the other, only grows, and leaves out conversations of others', async () => {
    await send(bob, 3)
    await advanceDelivered(ctx, ada.actor, [
      { conversationId, position: 2 },
      { conversationId: uuidv7(), position: 9 },
    ])
    await advanceDelivered(ctx, ada.actor, [{ conversationId, position: 1 }])
    const told = ctx.live.emitted.filter((entry) => entry.name === 'receipt:changed')
    expect(told).toEqual([
      {
        rooms: [`user:${bob.actor.userId}`],
        name: 'receipt:changed',
        payload: { conversationId, userId: ada.actor.userId, readPosition: 0, deliveredPosition: 2 },
      },
    ])
  })

  test('a stranger can neither read nor mark', async () => {
    const eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
    await send(bob, 1)
    await expect(advanceRead(ctx, eve.actor, { conversationId, position: 1 })).rejects.toMatchObject({ code: 'not_found' })
    await expect(markUnread(ctx, eve.actor, { conversationId, position: 1 })).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('each move of the cursor takes the next user revision and tells the own devices the summary', async () => {
  await send(bob, 2)
  const before = ctx.live.of('user:changed').filter((event) => event.conversations[0]?.readPosition !== undefined).length
  await advanceRead(ctx, ada.actor, { conversationId, position: 1 })
  await advanceRead(ctx, ada.actor, { conversationId, position: 2 })
  const events = ctx.live.of('user:changed').slice(before)
  expect(events.map((event) => event.through - event.from)).toEqual([1, 1])
  expect(events[1]?.from).toBe(events[0]?.through)
  expect(events.map((event) => event.conversations[0]?.unread)).toEqual([1, 0])
})
