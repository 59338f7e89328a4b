import type { Conversation, CreateGroupInput, Role } from '@chatsphere/contracts'
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
import { listConversations, listHistory, sendMessage } from '../chat/index.ts'
import {
  createGroup,
  discoverGroups,
  joinGroup,
  leaveGroup,
  listMembers,
  setRole,
  transferOwnership,
  updateGroup,
} from './index.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let cyd: TestAccount
let eve: TestAccount
let id: string

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  for (const name of ['ada', 'bob', 'cyd', 'eve'] as const) {
    const account = await createAccountFor(ctx, name, name.toUpperCase())
    if (name === 'ada') ada = account
    else if (name === 'bob') bob = account
    else if (name === 'cyd') cyd = account
    else eve = account
  }
})
afterAll(() => database.drop())
beforeEach(async () => {
  id = await make()
})

async function make(over: Partial<CreateGroupInput> = {}): Promise<string> {
  const memberIds = [bob.actor.userId, cyd.actor.userId]
  const input = { id: uuidv7(), kind: 'group' as const, name: 'Tide', visibility: 'private' as const, memberIds, ...over }
  return (await createGroup(ctx, ada.actor, input)).id
}
async function summaryOf(who: TestAccount, conversationId = id): Promise<Conversation | undefined> {
  return (await listConversations(ctx, who.actor)).find((conversation) => conversation.id === conversationId)
}
async function notes(conversationId = id): Promise<unknown[]> {
  const { messages } = await listHistory(ctx, ada.actor, { conversationId })
  return messages.filter(({ kind }) => kind === 'system').map(({ body }) => JSON.parse(body) as unknown)
}
const give = (who: TestAccount, to: TestAccount, role: Role) =>
  setRole(ctx, who.actor, { conversationId: id, userId: to.actor.userId, role })
const roleOf = async (who: TestAccount) => (await summaryOf(who))?.role

describe('what a group says of itself', () => {
  test('is the same for everybody at once, with a note and an event; what is so already changes nothing', async () => {
    const changed = { name: 'Tides', topic: 'The spring tide', emoji: '🌊' }
    const updated = await updateGroup(ctx, ada.actor, { conversationId: id, ...changed, description: '' })
    expect(updated).toMatchObject({ ...changed, description: '', revision: 2 })
    expect(await summaryOf(bob)).toMatchObject({ ...changed, unread: 0 })
    expect(await notes()).toEqual([expect.objectContaining({ type: 'group_created' }), { type: 'group_updated', changed }])
    expect(ctx.live.of('message:changed').at(-1)).toMatchObject({
      profile: { ...changed, visibility: 'private', memberCount: 3 },
    })
    expect(await updateGroup(ctx, ada.actor, { conversationId: id, ...changed })).toMatchObject({ revision: 2 })
    const events = await database.open().prisma.outbox.findMany({ where: { key: id, topic: 'group.updated.v1' } })
    expect(events).toMatchObject([{ payload: { changed: ['name', 'topic', 'emoji'], actorId: ada.actor.userId } }])
  })

  test('is for admins; whether it is public is for owners', async () => {
    const rename = (who: TestAccount) => updateGroup(ctx, who.actor, { conversationId: id, name: 'Mine' })
    await expect(rename(bob)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(rename(eve)).rejects.toMatchObject({ code: 'not_found' })
    await give(ada, bob, 'admin')
    await rename(bob)
    const open = (who: TestAccount) => updateGroup(ctx, who.actor, { conversationId: id, visibility: 'public' })
    await expect(open(bob)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await open(ada)).toMatchObject({ visibility: 'public', name: 'Mine' })
  })
})

describe('roles', () => {
  test('a role comes with its rights at once, is told to whom it was given, and is said to all', async () => {
    await give(ada, bob, 'moderator')
    expect(await summaryOf(bob)).toMatchObject({ role: 'moderator', capabilities: expect.arrayContaining(['remove_members']) })
    expect((await notes()).at(-1)).toEqual({ type: 'role_changed', userId: bob.actor.userId, role: 'moderator' })
    const told = ctx.live.emitted.filter(
      ({ name, rooms }) => name === 'user:changed' && rooms.includes(`user:${bob.actor.userId}`),
    )
    expect(told.at(-1)?.payload).toMatchObject({ conversations: [{ id, role: 'moderator' }], removed: [] })
    await give(ada, bob, 'guest')
    expect((await summaryOf(bob))?.capabilities).not.toContain('remove_members')
  })

  test('nobody gives what they do not stand above, nor to whom', async () => {
    await give(ada, bob, 'admin')
    for (const [to, role] of [
      [cyd, 'admin'],
      [cyd, 'owner'],
      [ada, 'member'],
      [bob, 'owner'],
    ] as const) {
      await expect(give(bob, to, role)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await give(bob, cyd, 'moderator')
    await expect(give(cyd, bob, 'guest')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(give(ada, eve, 'guest')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('the last owner stays one: of two who demote each other at once one remains', async () => {
    await expect(give(ada, ada, 'member')).rejects.toMatchObject({ code: 'forbidden' })
    for (let round = 0; round < 10; round++) {
      await give((await roleOf(ada)) === 'owner' ? ada : bob, (await roleOf(ada)) === 'owner' ? bob : ada, 'owner')
      const outcomes = await Promise.allSettled([give(ada, bob, 'member'), give(bob, ada, 'member')])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect([await roleOf(ada), await roleOf(bob)].sort()).toEqual(['member', 'owner'])
    }
  })

  test('ownership goes over whole: then the one before is an admin and may leave', async () => {
    const hand = (who: TestAccount, to: TestAccount) =>
      transferOwnership(ctx, who.actor, { conversationId: id, userId: to.actor.userId })
    await expect(hand(bob, bob)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(hand(ada, eve)).rejects.toMatchObject({ code: 'not_found' })
    expect(await hand(ada, bob)).toMatchObject({ role: 'admin' })
    expect(await roleOf(bob)).toBe('owner')
    expect((await notes()).at(-1)).toEqual({ type: 'ownership_transferred', userId: bob.actor.userId })
    await leaveGroup(ctx, ada.actor, { conversationId: id })
    await expect(leaveGroup(ctx, bob.actor, { conversationId: id })).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('groups that anybody may join', () => {
  test('are found by name and topic, and joined with nothing unread', async () => {
    const open = await make({ kind: 'channel', name: `Harbour ${uuidv7()}`, visibility: 'public' })
    await updateGroup(ctx, ada.actor, { conversationId: open, topic: 'Ships and weather' })
    const find = async (query: string) =>
      (await discoverGroups(ctx, eve.actor, { query })).groups.filter((group) => group.id === open)
    for (const query of ['harb', 'WEATHER'])
      expect(await find(query)).toMatchObject([{ id: open, memberCount: 3, joined: false }])
    expect(await find('nothing like it')).toEqual([])
    expect((await discoverGroups(ctx, eve.actor, {})).groups.map((group) => group.id)).not.toContain(id)
    const joined = await joinGroup(ctx, eve.actor, { conversationId: open })
    expect(joined).toMatchObject({ role: 'member', unread: 0, memberCount: 4, topic: 'Ships and weather' })
    expect((await notes(open)).at(-1)).toEqual({ type: 'member_joined' })
    expect(await joinGroup(ctx, eve.actor, { conversationId: open })).toMatchObject({ revision: joined.revision })
    expect(await find('harb')).toMatchObject([{ joined: true }])
    await sendMessage(ctx, eve.actor, { conversationId: open, id: uuidv7(), body: 'here' })
  })

  test('a private one is not there for who is outside, whether it exists or not', async () => {
    const none = joinGroup(ctx, eve.actor, { conversationId: uuidv7() }).catch((error: unknown) => error)
    const hidden = joinGroup(ctx, eve.actor, { conversationId: id }).catch((error: unknown) => error)
    expect(await hidden).toEqual(await none)
    expect(await hidden).toMatchObject({ code: 'not_found' })
  })

  test('ten joins of one person at once are one', async () => {
    const open = await make({ visibility: 'public' })
    await Promise.all(Array.from({ length: 10 }, () => joinGroup(ctx, eve.actor, { conversationId: open })))
    expect((await notes(open)).filter((note) => (note as { type: string }).type === 'member_joined')).toHaveLength(1)
  })
})

test('members are listed by role and name, a page at a time, or by part of a name', async () => {
  await give(ada, cyd, 'moderator')
  const first = await listMembers(ctx, bob.actor, { conversationId: id, limit: 2 })
  expect(first.members.map(({ user, role }) => [user.displayName, role])).toEqual([
    ['ADA', 'owner'],
    ['CYD', 'moderator'],
  ])
  const rest = await listMembers(ctx, bob.actor, { conversationId: id, limit: 2, cursor: first.nextCursor ?? '' })
  expect(rest).toMatchObject({ members: [{ user: { displayName: 'BOB' } }], nextCursor: null })
  const found = await listMembers(ctx, bob.actor, { conversationId: id, query: 'cY' })
  expect(found.members.map(({ user }) => user.username)).toEqual(['cyd'])
  await expect(listMembers(ctx, eve.actor, { conversationId: id })).rejects.toMatchObject({ code: 'not_found' })
})
