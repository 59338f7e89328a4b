import type { UserChanged } from '@chatsphere/contracts'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  holdCommits,
  sendNew,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testOrigin,
  untilSomebodyWaits,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accessSession, redeemTicket, requestPasswordReset, resetPassword, signIn, verifyEmail } from '../auth/index.ts'
import {
  deleteMessage,
  editMessage,
  listConversations,
  listHistory,
  openDirect,
  reactToMessage,
  saveDraft,
} from '../chat/index.ts'
import type { Actor } from '../context.ts'
import { addMembers, createGroup } from '../groups/index.ts'
import { getUser, searchUsers } from '../users/index.ts'
import { blockUser } from './block-user.ts'
import { deleteOwnAccount } from './delete-own-account.ts'
import { disableOwnAccount } from './disable-own-account.ts'
import { listBlocked } from './list-blocked.ts'
import { setDisabled } from './set-disabled.ts'
import { updateProfile } from './update-profile.ts'
import { updateSettings } from './update-settings.ts'

let database: TestDatabase
let ctx: TestCtx
let admin: Actor
let ada: TestAccount
let bob: TestAccount
let conversationId: string
let email: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  ctx = await createTestCtx(database.open('chatsphere_web'))
  const people = ['ada', 'bob', 'boss'].map((name) => createAccountFor(ctx, `${name}${uuidv7().slice(-12)}`))
  const [first, second, boss] = (await Promise.all(people)) as [TestAccount, TestAccount, TestAccount]
  ada = first
  bob = second
  admin = { ...boss.actor, role: 'admin' }
  await ctx.db.prisma.user.update({ where: { id: admin.userId }, data: { role: 'admin' } })
  conversationId = (await openDirect(ctx, ada.actor, { userId: bob.actor.userId })).id
  email = `${ada.username}@example.org`
  ctx.live.emitted.length = 0
})

const own = () => ({ currentPassword: ada.password })
const enable = () => setDisabled(ctx, admin, { userId: ada.actor.userId, disabled: false })
const disable = () => setDisabled(ctx, admin, { userId: ada.actor.userId, disabled: true })
const ways = {
  'disabled by its owner': () => disableOwnAccount(ctx, ada.actor, own()),
  'disabled by an admin': disable,
  deleted: () => deleteOwnAccount(ctx, ada.actor, own()),
} as const

const signInAsAda = () => signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password })
const toldTo = (who: TestAccount) =>
  ctx.live.emitted
    .filter(({ rooms, name }) => name === 'user:changed' && rooms.includes(`user:${who.actor.userId}`))
    .map(({ payload }) => payload as UserChanged)
const eventOf = async (topic: string) =>
  (await database.open().prisma.outbox.findFirstOrThrow({ where: { key: ada.actor.userId, topic } })).payload as {
    userIds: string[]
  }
const directOfBob = async () => (await listConversations(ctx, bob.actor)).find(({ id }) => id === conversationId)

describe.each(Object.keys(ways) as (keyof typeof ways)[])('an account that is %s', (way) => {
  test('is out at once, on all devices, whatever token they hold, and gets no way in', async () => {
    const ticket = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password, ticket: true })
    await requestPasswordReset(ctx, testOrigin, { email })
    const other = await signInAsAda()
    if (!('tokens' in other)) throw new Error('A program gets tokens')
    await ways[way]()
    await expect(accessSession(ctx, ada.actor.sessionId)).rejects.toMatchObject({ code: 'session_revoked' })
    expect(new Set(ctx.live.endedSessions).size).toBe(2)
    expect(ctx.live.endedSessions).toContain(ada.actor.sessionId)
    await expect(signInAsAda()).rejects.toMatchObject({ code: 'invalid_credentials' })
    const links = await Promise.allSettled([
      redeemTicket(ctx, testOrigin, 'ticket' in ticket ? ticket.ticket : ''),
      resetPassword(ctx, testOrigin, { token: ctx.mailer.tokenFor(email, 'reset'), password: 'another long password' }),
      verifyEmail(ctx, testOrigin, { token: ctx.mailer.tokenFor(email, 'verify') }),
    ])
    const refusals = links.map((link) => link.status === 'rejected' && link.reason.code)
    expect(refusals).toEqual(['invalid_token', 'invalid_token', 'invalid_token'])
    expect(ctx.mailer.subjectsTo(email).at(-1)).toBe(`Your account was ${way === 'deleted' ? 'deleted' : 'disabled'}`)
  })

  test('can be written to no more, is found by nobody, and its messages stay; those who write with it are told', async () => {
    const written = await sendNew(ctx, ada.actor, conversationId, 'what I wrote')
    await ways[way]()
    const closed = { id: conversationId, capabilities: [], peer: { disabled: true, deleted: way === 'deleted' } }
    expect(toldTo(bob)).toMatchObject([{ conversations: [closed] }])
    expect(await directOfBob()).toMatchObject(closed)
    await expect(sendNew(ctx, bob.actor, conversationId)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await searchUsers(ctx, bob.actor, { query: ada.username })).users).toEqual([])
    expect((await listHistory(ctx, bob.actor, { conversationId })).messages).toEqual([written])
    const eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
    const opening = openDirect(ctx, eve.actor, { userId: ada.actor.userId })
    await expect(opening).rejects.toMatchObject({ code: 'not_found' })
    const event = await eventOf(way === 'deleted' ? 'user.deleted.v1' : 'user.disabled.v1')
    expect(event).toMatchObject({ actorId: way === 'disabled by an admin' ? admin.userId : ada.actor.userId })
    expect(event.userIds.sort()).toEqual([ada.actor.userId, bob.actor.userId].sort())
  })

  test('waits for a message that is being stored; none is stored after it', async () => {
    const sending = holdCommits(ctx)
    const sent = sendNew(sending.ctx, bob.actor, conversationId, 'just in time')
    await sending.written
    const closed = ways[way]()
    await untilSomebodyWaits(database.open())
    sending.commit()
    await Promise.all([sent, closed])
    await expect(sendNew(ctx, bob.actor, conversationId)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await directOfBob()).toMatchObject({ lastPosition: 1 })
  })

  test('has nothing stored that its devices had under way, whether to one person or to a group', async () => {
    const eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
    const group = { id: uuidv7(), kind: 'group', name: 'All', visibility: 'private' } as const
    await createGroup(ctx, ada.actor, { ...group, memberIds: [bob.actor.userId] })
    const { id } = await sendNew(ctx, ada.actor, group.id)
    await ways[way]()
    const message = { conversationId: group.id, id }
    const acts = [
      sendNew(ctx, ada.actor, conversationId),
      sendNew(ctx, ada.actor, group.id),
      editMessage(ctx, ada.actor, { ...message, body: 'edited' }),
      deleteMessage(ctx, ada.actor, message),
      reactToMessage(ctx, ada.actor, { ...message, emoji: '👍', on: true }),
      addMembers(ctx, ada.actor, { conversationId: group.id, userIds: [eve.actor.userId] }),
      createGroup(ctx, ada.actor, { ...group, id: uuidv7(), memberIds: [bob.actor.userId] }),
      openDirect(ctx, ada.actor, { userId: eve.actor.userId }),
    ]
    const outcomes = (await Promise.allSettled(acts)).map((each) => each.status === 'rejected' && each.reason.code)
    expect(outcomes).toEqual(acts.map(() => 'session_revoked'))
  })

  test('lets nobody in whose password was being checked at that moment', async () => {
    const { promise: checked, resolve: tellChecked } = Promise.withResolvers<void>()
    const { promise: closed, resolve: goOn } = Promise.withResolvers<void>()
    const verify = async (hash: string | null, given: string) => {
      const matches = await ctx.passwords.verify(hash, given)
      tellChecked()
      await closed
      return matches
    }
    const slow = { ...ctx, passwords: { ...ctx.passwords, verify } }
    const late = signIn(slow, testOrigin, { identifier: ada.username, password: ada.password })
    await checked
    await ways[way]()
    goOn()
    await expect(late).rejects.toMatchObject({ code: 'invalid_credentials' })
  })
})

test.each(['disabled', 'deleted'])('only its owner’s password gets an account %s, and it stays as it is without', async (how) => {
  const act = how === 'disabled' ? disableOwnAccount : deleteOwnAccount
  const refusal = { code: 'invalid_credentials', fields: { currentPassword: expect.any(String) } }
  await expect(act(ctx, ada.actor, { currentPassword: 'wrong' })).rejects.toMatchObject(refusal)
  await accessSession(ctx, ada.actor.sessionId)
  expect(toldTo(bob)).toEqual([])
})

describe('a disabled account', () => {
  test('is enabled again by an admin, with everything as it was, and the person is told by mail', async () => {
    await updateProfile(ctx, ada.actor, { bio: 'Numbers.' })
    await updateSettings(ctx, ada.actor, { theme: 'dark' })
    await disableOwnAccount(ctx, ada.actor, own())
    expect(await enable()).toMatchObject({ disabled: false, disabledAt: null, email, sessions: 0 })
    expect(ctx.mailer.subjectsTo(email).at(-1)).toBe('Your account is back')
    expect(toldTo(bob).at(-1)).toMatchObject({ conversations: [{ peer: { disabled: false } }] })
    expect(await getUser(ctx, bob.actor, { userId: ada.actor.userId })).toMatchObject({ bio: 'Numbers.' })
    await sendNew(ctx, bob.actor, conversationId, 'welcome back')
    await signInAsAda()
    await expect(accessSession(ctx, ada.actor.sessionId)).rejects.toMatchObject({ code: 'session_revoked' })
  })

  test('that is disabled already, or enabled, changes nothing', async () => {
    await disable()
    const told = ctx.live.emitted.length
    await disable()
    expect(ctx.live.emitted).toHaveLength(told)
    await enable()
    await enable()
    const events = await database.open().prisma.outbox.count({ where: { key: ada.actor.userId, topic: 'user.disabled.v1' } })
    expect(events).toBe(2)
  })
})

describe('a deleted account', () => {
  test('leaves a tombstone and nothing else of the person', async () => {
    const { userId } = ada.actor
    await updateProfile(ctx, ada.actor, { bio: 'Numbers.', pronouns: 'she', timeZone: 'Europe/London', avatarColour: 3 })
    await updateSettings(ctx, ada.actor, { theme: 'dark' })
    await saveDraft(ctx, ada.actor, { conversationId, body: 'never sent' })
    await ctx.db.prisma.status.create({ data: { userId, text: 'calculating' } })
    const eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
    await blockUser(ctx, ada.actor, { userId: eve.actor.userId })
    await blockUser(ctx, bob.actor, { userId })
    await deleteOwnAccount(ctx, ada.actor, own())

    const profile = await getUser(ctx, bob.actor, { userId })
    expect(profile).toMatchObject({
      displayName: 'Deleted account',
      username: expect.stringMatching(/^deleted-[0-9a-f]{16}$/),
      bio: '',
      pronouns: '',
      timeZone: null,
      avatarColour: null,
      disabled: true,
      deleted: true,
      blocked: false,
    })
    expect(await listBlocked(ctx, bob.actor)).toEqual([])
    const left = database.open().prisma
    expect(await left.credential.count({ where: { userId } })).toBe(0)
    expect(await left.oneTimeToken.count({ where: { userId } })).toBe(0)
    expect(await left.status.count({ where: { userId } })).toBe(0)
    expect(await left.draft.count({ where: { userId } })).toBe(0)
    expect(await left.block.count({ where: { OR: [{ userId }, { blockedId: userId }] } })).toBe(0)
    expect(await left.userState.findUnique({ where: { userId } })).toMatchObject({ settings: {} })
    expect(await left.session.findMany({ where: { userId } })).toMatchObject([{ userAgent: '', address: '' }])
  })

  test('frees its name and its address for somebody else', async () => {
    await deleteOwnAccount(ctx, ada.actor, own())
    const next = await createAccountFor(ctx, ada.username)
    expect(next.actor.userId).not.toBe(ada.actor.userId)
  })

  test('does not come back', async () => {
    await deleteOwnAccount(ctx, ada.actor, own())
    await expect(enable()).rejects.toMatchObject({ code: 'not_found' })
    await expect(blockUser(ctx, bob.actor, { userId: ada.actor.userId })).rejects.toMatchObject({ code: 'not_found' })
  })
})
