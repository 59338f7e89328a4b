import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listConversations } from '../chat/index.ts'
import {
  acceptInvite,
  addMembers,
  answerRequest,
  banMember,
  createGroup,
  createInvite,
  discoverGroups,
  joinGroup,
  listRequests,
  requestJoin,
  setRole,
  updateGroup,
} from './index.ts'

let database: TestDatabase
let ctx: TestCtx
/** Owner. */
let ada: TestAccount
/** Moderator. */
let bob: TestAccount
/** Member. */
let cyd: TestAccount
/** Outside. */
let eve: TestAccount
let conversationId: string

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, 'ada')
  bob = await createAccountFor(ctx, 'bob')
  cyd = await createAccountFor(ctx, 'cyd')
  eve = await createAccountFor(ctx, 'eve')
})
afterAll(() => database.drop())
beforeEach(async () => {
  const group = { id: uuidv7(), kind: 'channel' as const, name: 'Pilots', visibility: 'public' as const }
  conversationId = (await createGroup(ctx, ada.actor, { ...group, memberIds: [bob.actor.userId, cyd.actor.userId] })).id
  await setRole(ctx, ada.actor, { conversationId, userId: bob.actor.userId, role: 'moderator' })
  await updateGroup(ctx, ada.actor, { conversationId, approval: true })
})

const ask = (text?: string) => requestJoin(ctx, eve.actor, { conversationId, ...(text !== undefined && { text }) })
const answer = (who: TestAccount, accept: boolean) =>
  answerRequest(ctx, who.actor, { conversationId, userId: eve.actor.userId, accept })
const summaryOf = async (who: TestAccount) => (await listConversations(ctx, who.actor)).find(({ id }) => id === conversationId)
const waiting = async () =>
  (await listRequests(ctx, bob.actor, { conversationId })).requests.map(({ user, text }) => [user.id, text])
const seen = async () =>
  (await discoverGroups(ctx, eve.actor, { query: 'pilots' })).groups.find(({ id }) => id === conversationId)

test('nobody joins by themselves; who asks waits, and who may answer sees it at once, and nobody else', async () => {
  await expect(joinGroup(ctx, eve.actor, { conversationId })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await seen()).toMatchObject({ approval: true, requested: false, joined: false })
  const since = ctx.live.emitted.length
  await ask('I have a boat')
  await ask('I have a boat')
  const told = ctx.live.emitted.slice(since).map(({ rooms }) => rooms[0])
  expect(told.sort()).toEqual([`user:${ada.actor.userId}`, `user:${bob.actor.userId}`].sort())
  expect(await seen()).toMatchObject({ requested: true })
  expect(await waiting()).toEqual([[eve.actor.userId, 'I have a boat']])
  expect([(await summaryOf(bob))?.requests, (await summaryOf(cyd))?.requests]).toEqual([1, 0])
  await expect(listRequests(ctx, cyd.actor, { conversationId })).rejects.toMatchObject({ code: 'forbidden' })
})

test('who is let in is in, and waits no longer; of two answers at once one counts', async () => {
  await ask()
  const answers = await Promise.allSettled([answer(ada, true), answer(bob, false)])
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await waiting()).toEqual([])
  expect((await summaryOf(bob))?.requests).toBe(0)
  const isIn = (await summaryOf(eve)) !== undefined
  expect(isIn).toBe(answers[0].status === 'fulfilled')
})

test('who is declined may ask again', async () => {
  await ask()
  await answer(bob, false)
  expect(await summaryOf(eve)).toBeUndefined()
  await expect(answer(bob, true)).rejects.toMatchObject({ code: 'not_found' })
  await ask('Please')
  await answer(bob, true)
  expect((await summaryOf(eve))?.memberCount).toBe(4)
})

test('who comes in by another way waits no longer', async () => {
  await ask()
  const { code } = await createInvite(ctx, cyd.actor, { conversationId })
  await acceptInvite(ctx, eve.actor, { code: code ?? '' })
  expect(await waiting()).toEqual([])
  expect((await summaryOf(ada))?.requests).toBe(0)
  const other = await createAccountFor(ctx, `fay${uuidv7().slice(-8)}`)
  await requestJoin(ctx, other.actor, { conversationId })
  await addMembers(ctx, ada.actor, { conversationId, userIds: [other.actor.userId] })
  expect((await summaryOf(ada))?.requests).toBe(0)
})

test('a ban takes what they asked for with it', async () => {
  await ask()
  await banMember(ctx, bob.actor, { conversationId, userId: eve.actor.userId })
  expect(await waiting()).toEqual([])
  expect((await summaryOf(ada))?.requests).toBe(0)
  await expect(answer(ada, true)).rejects.toMatchObject({ code: 'not_found' })
  expect(await summaryOf(eve)).toBeUndefined()
})

test('one cannot ask where nobody lets people in by hand, nor who is banned', async () => {
  await banMember(ctx, bob.actor, { conversationId, userId: eve.actor.userId })
  await expect(ask()).rejects.toMatchObject({ code: 'forbidden' })
  await updateGroup(ctx, ada.actor, { conversationId, visibility: 'private' })
  await expect(requestJoin(ctx, eve.actor, { conversationId })).rejects.toMatchObject({ code: 'not_found' })
  await expect(requestJoin(ctx, eve.actor, { conversationId: uuidv7() })).rejects.toMatchObject({ code: 'not_found' })
})
