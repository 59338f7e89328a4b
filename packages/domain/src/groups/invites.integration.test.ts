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
  banMember,
  createGroup,
  createInvite,
  listInvites,
  previewInvite,
  removeMember,
  revokeInvite,
  setRole,
  updateGroup,
} from './index.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let guests: TestAccount[]
let conversationId: string

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, 'ada')
  bob = await createAccountFor(ctx, 'bob')
  guests = []
  for (let number = 0; number < 50; number++) guests.push(await createAccountFor(ctx, `guest${number}`))
})
afterAll(() => database.drop())
beforeEach(async () => {
  const group = { id: uuidv7(), kind: 'group' as const, name: 'Tide', visibility: 'private' as const }
  conversationId = (await createGroup(ctx, ada.actor, { ...group, memberIds: [bob.actor.userId] })).id
})

const guest = (number = 0): TestAccount => {
  const found = guests[number]
  if (!found) throw new Error(`There is no guest ${number}`)
  return found
}
async function invite(who = bob, how: { expiresInSeconds?: number; maxUses?: number } = {}) {
  const made = await createInvite(ctx, who.actor, { conversationId, ...how })
  return { ...made, code: made.code ?? '' }
}
const accept = (who: TestAccount, code: string) => acceptInvite(ctx, who.actor, { code })
const isMember = async (who: TestAccount) => (await listConversations(ctx, who.actor)).some(({ id }) => id === conversationId)
const over = { code: 'invalid_token' }

test('of 50 who use an invitation for 10 at once exactly 10 come in, each once', async () => {
  const { id, code } = await invite(bob, { maxUses: 10 })
  const outcomes = await Promise.allSettled(guests.map((who) => accept(who, code)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(over)
  expect(await Promise.all(guests.map(isMember)).then((here) => here.filter(Boolean))).toHaveLength(10)
  const [seen] = (await listInvites(ctx, bob.actor, { conversationId })).invites
  expect(seen).toMatchObject({ id, uses: 10, maxUses: 10, code: null })
  const events = await database.open().prisma.outbox.findMany({ where: { key: conversationId, topic: 'members.added.v1' } })
  expect(events.map(({ payload }) => payload)).toEqual(Array(10).fill(expect.objectContaining({ inviteId: id })))
})

test('who is here already uses nothing of it, however often', async () => {
  const { code } = await invite(bob, { maxUses: 1 })
  await Promise.all([accept(guest(), code), accept(guest(), code), accept(ada, code)])
  await expect(accept(guest(1), code)).rejects.toMatchObject(over)
  expect((await listInvites(ctx, bob.actor, { conversationId })).invites).toMatchObject([{ uses: 1 }])
})

test('it is seen before one comes in, and seeing it uses nothing', async () => {
  await updateGroup(ctx, ada.actor, { conversationId, topic: 'Spring tide', emoji: '🌊' })
  const { code } = await invite()
  expect(await previewInvite(ctx, guest().actor, { code })).toEqual({
    group: {
      id: conversationId,
      kind: 'group',
      name: 'Tide',
      topic: 'Spring tide',
      description: '',
      emoji: '🌊',
      visibility: 'private',
      memberCount: 2,
      joined: false,
    },
    invitedBy: expect.objectContaining({ id: bob.actor.userId }),
  })
  expect(await isMember(guest())).toBe(false)
})

test('an end, by time, by hand or by use, is the same to whoever tries, as a code that nobody has made', async () => {
  const late = await invite(bob, { expiresInSeconds: 60 })
  await database.open().prisma.groupInvitation.updateMany({ where: { id: late.id }, data: { expiresAt: new Date() } })
  const revoked = await invite()
  expect(await revokeInvite(ctx, bob.actor, { conversationId, inviteId: revoked.id })).toMatchObject({ code: null })
  await revokeInvite(ctx, bob.actor, { conversationId, inviteId: revoked.id })
  const forged = `${late.code.slice(0, -1)}${late.code.endsWith('A') ? 'B' : 'A'}`
  for (const code of [late.code, revoked.code, forged, 'x'.repeat(30), '-'.repeat(200)]) {
    await expect(accept(guest(), code)).rejects.toMatchObject(over)
    await expect(previewInvite(ctx, guest().actor, { code })).rejects.toMatchObject(over)
  }
  const topics = (
    await database.open().prisma.outbox.findMany({ where: { key: conversationId, topic: { startsWith: 'group_invite' } } })
  ).map(({ topic }) => topic)
  expect(topics.sort()).toEqual(['group_invite.created.v1', 'group_invite.created.v1', 'group_invite.revoked.v1'])
})

test('it holds as long as whoever made it may let people in', async () => {
  const { code } = await invite()
  const setBob = (role: 'guest' | 'member') => setRole(ctx, ada.actor, { conversationId, userId: bob.actor.userId, role })
  await setBob('guest')
  await expect(accept(guest(), code)).rejects.toMatchObject(over)
  await setBob('member')
  await updateGroup(ctx, ada.actor, { conversationId, permissions: { add_members: 'admin' } })
  await expect(previewInvite(ctx, guest().actor, { code })).rejects.toMatchObject(over)
  await updateGroup(ctx, ada.actor, { conversationId, permissions: {} })
  await accept(guest(), code)
  await removeMember(ctx, ada.actor, { conversationId, userId: bob.actor.userId })
  await expect(accept(guest(1), code)).rejects.toMatchObject(over)
})

test('who is banned does not come in by it', async () => {
  const { code } = await invite(ada)
  await banMember(ctx, ada.actor, { conversationId, userId: guest().actor.userId })
  await expect(accept(guest(), code)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await listInvites(ctx, ada.actor, { conversationId })).invites).toMatchObject([{ uses: 0 }])
})

test('a member sees and ends their own, who may send people away everybody’s; the same id makes one', async () => {
  await addMembers(ctx, ada.actor, { conversationId, userIds: [guest().actor.userId] })
  const own = await invite(bob)
  const id = uuidv7()
  const [one, two] = await Promise.all([1, 2].map(() => createInvite(ctx, guest().actor, { id, conversationId })))
  expect(two).toEqual(one)
  const ids = async (who: TestAccount) =>
    (await listInvites(ctx, who.actor, { conversationId })).invites.map((each) => each.id).sort()
  expect(await ids(bob)).toEqual([own.id])
  expect(await ids(ada)).toEqual([own.id, id].sort())
  await expect(revokeInvite(ctx, guest().actor, { conversationId, inviteId: own.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  await revokeInvite(ctx, ada.actor, { conversationId, inviteId: own.id })
  await expect(accept(guest(2), own.code)).rejects.toMatchObject(over)
})
