import {
  countRows,
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  sendNew,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../context.ts'
import { directConversationId } from './direct-id.ts'
import * as chat from './index.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let eve: TestAccount
let conversationId: string
let id: string
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, 'ada')
  eve = await createAccountFor(ctx, 'eve')
  const bob = await createAccountFor(ctx, 'bob')
  const opened = await chat.openDirect(ctx, ada.actor, { userId: bob.actor.userId })
  id = (await sendNew(ctx, ada.actor, opened.id, 'for two')).id
  // Whoever knows two people's ids knows this one.
  conversationId = directConversationId(bob.actor.userId, ada.actor.userId)
  expect(conversationId).toBe(opened.id)
})
afterAll(() => database.drop())

const message = () => ({ conversationId, id })
const acts: Readonly<Record<string, (actor: Actor) => Promise<unknown>>> = {
  history: (actor) => chat.listHistory(ctx, actor, { conversationId }),
  versions: (actor) => chat.listVersions(ctx, actor, message()),
  pins: (actor) => chat.listPins(ctx, actor, { conversationId }),
  receipts: (actor) => chat.countReceipts(ctx, actor, { conversationId, position: 1 }),
  send: (actor) => chat.sendMessage(ctx, actor, { conversationId, id: uuidv7(), body: 'x' }),
  'send under an id that is there': (actor) => chat.sendMessage(ctx, actor, { ...message(), body: 'x' }),
  edit: (actor) => chat.editMessage(ctx, actor, { ...message(), body: 'x' }),
  delete: (actor) => chat.deleteMessage(ctx, actor, message()),
  react: (actor) => chat.reactToMessage(ctx, actor, { ...message(), emoji: '👍', on: true }),
  pin: (actor) => chat.pinMessage(ctx, actor, { ...message(), on: true }),
  read: (actor) => chat.advanceRead(ctx, actor, { conversationId, position: 1 }),
  unread: (actor) => chat.markUnread(ctx, actor, { conversationId, position: 1 }),
  draft: (actor) => chat.saveDraft(ctx, actor, { conversationId, body: 'x' }),
  type: (actor) => chat.setTyping(ctx, actor, { conversationId, on: true }),
}

test.each(Object.keys(acts))(
  'the id of two people’s conversation, which anybody can work out, opens nothing to a third: %s',
  async (name) => {
    const before = await countRows(database.open())
    const told = ctx.live.emitted.length
    await expect(acts[name]?.(eve.actor)).rejects.toMatchObject({ code: 'not_found' })
    expect(await countRows(database.open())).toEqual(before)
    expect(ctx.live.emitted).toHaveLength(told)
  },
)

test('sync says of it that it is gone, delivered leaves it out, and neither tells whether it is there', async () => {
  const nowhere = directConversationId(eve.actor.userId, uuidv7())
  const have = [conversationId, nowhere].map((each) => ({ conversationId: each, revision: 0 }))
  const { conversations, changes, removed } = await chat.syncChat(ctx, eve.actor, { have })
  expect({ conversations, changes, removed }).toEqual({ conversations: [], changes: [], removed: [conversationId, nowhere] })
  const told = ctx.live.emitted.length
  await chat.advanceDelivered(ctx, eve.actor, [{ conversationId, position: 1 }])
  expect(ctx.live.emitted).toHaveLength(told)
})
