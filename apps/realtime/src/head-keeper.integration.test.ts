import { getEpoch, openDirect } from '@chatsphere/domain'
import {
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
import { HeadKeeper } from './head-keeper.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let eve: TestAccount

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, 'ada')
  bob = await createAccountFor(ctx, 'bob')
  eve = await createAccountFor(ctx, 'eve')
})
afterAll(() => database.drop())

function keeperOf(userIds: string[]) {
  const told: { userId: string; conversationId: string }[] = []
  const keeper = new HeadKeeper({
    db: ctx.db,
    getEpoch: () => getEpoch(ctx.db),
    localUserIds: () => userIds,
    emit: (userId, heads) => told.push(...heads.conversations.map(({ conversationId }) => ({ userId, conversationId }))),
  })
  const toldOf = (conversationId: string) =>
    told.filter((entry) => entry.conversationId === conversationId).map((entry) => entry.userId)
  return { keeper, told, toldOf }
}

async function conversationOf(one: TestAccount, other: TestAccount): Promise<string> {
  return (await openDirect(ctx, one.actor, { userId: other.actor.userId })).id
}
const sendLost = (conversationId: string) => sendNew(ctx, ada.actor, conversationId, 'lost')

test('every local member is told of a head, also when the node has more users than one query takes', async () => {
  const conversationId = await conversationOf(ada, bob)
  const strangers = Array.from({ length: 500 }, () => uuidv7())
  const { keeper, told, toldOf } = keeperOf([ada.actor.userId, ...strangers, bob.actor.userId])
  await keeper.sweep()
  told.length = 0
  await sendLost(conversationId)
  await keeper.sweep()
  expect(toldOf(conversationId).sort()).toEqual([ada.actor.userId, bob.actor.userId].sort())
  told.length = 0
  await keeper.sweep()
  expect(told).toEqual([])
})

test('being told of one conversation uses up the head of no other', async () => {
  const [first, second] = [await conversationOf(ada, bob), await conversationOf(ada, eve)]
  const { keeper, told, toldOf } = keeperOf([ada.actor.userId, bob.actor.userId])
  await keeper.sweep()
  told.length = 0
  const [lost, alsoLost] = [await sendLost(first), await sendLost(second)]
  const headOf = (message: { conversationId: string; revision: number }, userIds: string[]) => [{ ...message, userIds }]
  await keeper.receive(headOf(alsoLost, [ada.actor.userId, eve.actor.userId]))
  await keeper.receive(headOf(lost, [ada.actor.userId, bob.actor.userId]))
  expect(toldOf(first)).toContain(bob.actor.userId)
  expect(toldOf(second)).toEqual([ada.actor.userId])
})

test('what this node has emitted itself is told by the next sweep alone: some socket may not have got it', async () => {
  const conversationId = await conversationOf(ada, bob)
  const { keeper, told, toldOf } = keeperOf([ada.actor.userId])
  await keeper.sweep()
  told.length = 0
  const message = await sendLost(conversationId)
  const payload = { conversationId, from: message.revision - 1, through: message.revision }
  keeper.note({ kind: 'emit', rooms: [`user:${ada.actor.userId}`], name: 'message:changed', payload })
  await keeper.receive([{ conversationId, revision: message.revision, userIds: [ada.actor.userId] }])
  expect(told).toEqual([])
  await keeper.sweep()
  expect(toldOf(conversationId)).toEqual([ada.actor.userId])
  await keeper.sweep()
  expect(toldOf(conversationId)).toEqual([ada.actor.userId])
})
