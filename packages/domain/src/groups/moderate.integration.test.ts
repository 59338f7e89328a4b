import type { Conversation, CreateGroupInput, Message, Role } from '@chatsphere/contracts'
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
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  endExpiredSilences,
  listConversations,
  listHistory,
  pinMessage,
  reactToMessage,
  sendMessage,
  sendMessages,
  setTyping,
} from '../chat/index.ts'
import {
  addMembers,
  banMember,
  createGroup,
  discoverGroups,
  joinGroup,
  leaveGroup,
  listBans,
  listMembers,
  removeMember,
  setRole,
  silenceMember,
  unbanMember,
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
  conversationId = await make()
})

async function make(over: Partial<CreateGroupInput> = {}): Promise<string> {
  const memberIds = [bob.actor.userId, cyd.actor.userId]
  const input = { id: uuidv7(), kind: 'group' as const, name: 'Tide', visibility: 'private' as const, memberIds, ...over }
  const { id } = await createGroup(ctx, ada.actor, input)
  await give(bob, 'moderator', id)
  return id
}
const give = (who: TestAccount, role: Role, id = conversationId) =>
  setRole(ctx, ada.actor, { conversationId: id, userId: who.actor.userId, role })
async function summaryOf(who: TestAccount, id = conversationId): Promise<Conversation | undefined> {
  return (await listConversations(ctx, who.actor)).find((conversation) => conversation.id === id)
}
const capabilitiesOf = async (who: TestAccount) => (await summaryOf(who))?.capabilities
const write = (who: TestAccount, body = 'x') => sendNew(ctx, who.actor, conversationId, body)
const about = (who: TestAccount) => ({ conversationId, userId: who.actor.userId })
const eventsOf = async (...topics: string[]) =>
  (
    await database
      .open()
      .prisma.outbox.findMany({ where: { key: conversationId, topic: { in: topics } }, orderBy: { id: 'asc' } })
  ).map(({ topic, payload }) => ({ topic, payload }))
const lastNote = async (who = ada) => {
  const { messages } = await listHistory(ctx, who.actor, { conversationId })
  const note = messages.findLast(({ kind }) => kind === 'system')
  return note && (JSON.parse(note.body) as unknown)
}
const refused = (code: string) => expect.objectContaining({ code }) as Error

describe('a group’s own permissions', () => {
  test('hold from the commit on, in the summary as for the acts, and are as usual again when they are taken back', async () => {
    const before = await write(cyd)
    await updateGroup(ctx, ada.actor, { conversationId, permissions: { post: 'moderator', pin: 'admin', add_members: 'guest' } })
    expect(await capabilitiesOf(cyd)).not.toContain('post')
    await expect(write(cyd)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(pinMessage(ctx, bob.actor, { conversationId, id: before.id, on: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await write(bob)).position).toBeGreaterThan(before.position)
    expect(await lastNote()).toEqual({
      type: 'group_updated',
      changed: { permissions: { post: 'moderator', pin: 'admin', add_members: 'guest' } },
    })
    await updateGroup(ctx, ada.actor, { conversationId, permissions: { post: 'guest' } })
    expect((await summaryOf(cyd))?.permissions).toEqual({})
    await write(cyd)
  })

  test('are the owner’s alone to choose, and the same again is no change', async () => {
    await give(bob, 'admin')
    const permissions = { post: 'member' } as const
    await expect(updateGroup(ctx, bob.actor, { conversationId, permissions })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateGroup(ctx, bob.actor, { conversationId, topic: 'x', archived: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await summaryOf(ada)).toMatchObject({ topic: '', archived: false })
    const { revision } = await updateGroup(ctx, ada.actor, { conversationId, permissions })
    expect((await updateGroup(ctx, ada.actor, { conversationId, permissions })).revision).toBe(revision)
  })

  test('an announcement channel is made with them', async () => {
    const id = await make({ kind: 'channel', visibility: 'public', permissions: { post: 'moderator' } })
    await joinGroup(ctx, eve.actor, { conversationId: id })
    await expect(sendNew(ctx, eve.actor, id, 'hi')).rejects.toMatchObject({ code: 'forbidden' })
    await sendNew(ctx, bob.actor, id, 'news')
    expect((await summaryOf(eve, id))?.unread).toBe(1)
  })

  test('a right that is taken away while many write: what was stored was stored before', async () => {
    const sends = Array.from({ length: 30 }, () => write(cyd).catch(() => undefined))
    const [taken] = await Promise.all([updateGroup(ctx, ada.actor, { conversationId, permissions: { post: 'owner' } }), ...sends])
    const { messages } = await listHistory(ctx, ada.actor, { conversationId, limit: 100 })
    const boundary = messages.find(({ kind, body }) => kind === 'system' && body.includes('permissions'))?.position ?? 0
    expect(messages.filter(({ authorId, position }) => authorId === cyd.actor.userId && position > boundary)).toEqual([])
    expect(taken.permissions).toEqual({ post: 'owner' })
  })
})

describe('an archived group', () => {
  test('is read only for everybody, is not found, and can be opened again', async () => {
    conversationId = await make({ visibility: 'public', kind: 'channel' })
    const message = await write(cyd)
    await updateGroup(ctx, ada.actor, { conversationId, archived: true })
    for (const who of [ada, bob, cyd]) await expect(write(who)).rejects.toMatchObject({ code: 'forbidden' })
    const react = reactToMessage(ctx, ada.actor, { conversationId, id: message.id, emoji: '👍', on: true })
    await expect(react).rejects.toMatchObject({ code: 'forbidden' })
    await expect(updateGroup(ctx, ada.actor, { conversationId, name: 'New' })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(joinGroup(ctx, eve.actor, { conversationId })).rejects.toMatchObject({ code: 'not_found' })
    expect((await discoverGroups(ctx, eve.actor, {})).groups.map(({ id }) => id)).not.toContain(conversationId)
    expect((await listHistory(ctx, cyd.actor, { conversationId })).messages.some(({ id }) => id === message.id)).toBe(true)
    await leaveGroup(ctx, cyd.actor, { conversationId })
    await updateGroup(ctx, ada.actor, { conversationId, archived: false })
    await write(bob)
  })
})

describe('slow mode', () => {
  const slow = (seconds: number) => updateGroup(ctx, bob.actor, { conversationId, slowModeSeconds: seconds })

  test('lets each member write once in the time, says how long to wait, and nobody who may send others away waits', async () => {
    await slow(30)
    await write(cyd)
    const again = await write(cyd).catch((error: unknown) => error)
    expect(again).toMatchObject({ code: 'rate_limited' })
    const { retryAfterMs } = again as { retryAfterMs: number }
    expect(retryAfterMs).toBeGreaterThan(25_000)
    expect(retryAfterMs).toBeLessThanOrEqual(30_000)
    await write(bob)
    await write(bob)
    await slow(0)
    await write(cyd)
  })

  test('of many at once exactly one is stored', async () => {
    await slow(60)
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => write(cyd)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('an array is refused for good, so that its sender goes on one by one; an id that is stored is answered all the same', async () => {
    const stored = await write(cyd, 'first')
    await slow(60)
    const messages = ['a', 'b'].map((body) => ({ id: uuidv7(), body }))
    await expect(sendMessages(ctx, cyd.actor, { conversationId, messages })).rejects.toMatchObject({ code: 'forbidden' })
    await write(cyd)
    const again = await sendMessage(ctx, cyd.actor, { conversationId, id: stored.id, body: 'first' })
    expect(again.duplicate).toBe(true)
  })
})

describe('a silenced member', () => {
  test('says nothing until the time is over or they are let, knows until when, and so do those who may let them', async () => {
    await silenceMember(ctx, bob.actor, { ...about(cyd), forSeconds: 3_600 })
    const summary = await summaryOf(cyd)
    expect(summary?.capabilities).toEqual(['leave'])
    expect(Date.parse(summary?.silencedUntil ?? '')).toBeGreaterThan(Date.now())
    await expect(write(cyd)).rejects.toMatchObject({ code: 'forbidden' })
    const seenBy = async (who: TestAccount) =>
      (await listMembers(ctx, who.actor, { conversationId })).members.find(({ user }) => user.id === cyd.actor.userId)
        ?.silencedUntil
    expect(await seenBy(bob)).toBe(summary?.silencedUntil)
    expect(await seenBy(cyd)).toBeNull()
    await silenceMember(ctx, bob.actor, { ...about(cyd), forSeconds: null })
    await write(cyd)
    expect((await eventsOf('member.silenced.v1')).map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ actorId: bob.actor.userId, userId: cyd.actor.userId, until: summary?.silencedUntil }),
      expect.objectContaining({ actorId: bob.actor.userId, until: null }),
    ])
  })

  test('is told, and only they', async () => {
    const since = ctx.live.emitted.length
    await silenceMember(ctx, bob.actor, { ...about(cyd), forSeconds: 60 })
    const told = ctx.live.emitted.slice(since)
    expect(told.map(({ rooms, name }) => [rooms, name])).toEqual([[[`user:${cyd.actor.userId}`], 'user:changed']])
  })

  test('is not seen typing either', async () => {
    await silenceMember(ctx, bob.actor, { ...about(cyd), forSeconds: 60 })
    const since = ctx.live.emitted.length
    await setTyping(ctx, cyd.actor, { conversationId, on: true })
    expect(ctx.live.emitted.slice(since)).toEqual([])
    await setTyping(ctx, bob.actor, { conversationId, on: true })
    expect(ctx.live.emitted.slice(since).map(({ name }) => name)).toEqual(['typing:changed'])
  })

  test('is nobody who stands as high, not oneself, and nobody who is not here', async () => {
    const by = (who: TestAccount, whom: TestAccount) => silenceMember(ctx, who.actor, { ...about(whom), forSeconds: 60 })
    await expect(by(bob, ada)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(by(bob, bob)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(by(bob, eve)).rejects.toMatchObject({ code: 'not_found' })
    await expect(by(cyd, bob)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('stays so over leaving and coming back', async () => {
    await silenceMember(ctx, bob.actor, { ...about(cyd), forSeconds: 3_600 })
    await leaveGroup(ctx, cyd.actor, { conversationId })
    await addMembers(ctx, ada.actor, { conversationId, userIds: [cyd.actor.userId] })
    await expect(write(cyd)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('may write again at the time itself; a worker, of any number, tells them once', async () => {
    const other = conversationId
    conversationId = await make()
    for (const id of [other, conversationId])
      await silenceMember(ctx, bob.actor, { conversationId: id, userId: cyd.actor.userId, forSeconds: 60 })
    const { prisma } = database.open()
    await prisma.participant.updateMany({
      where: { userId: cyd.actor.userId, conversationId: { in: [other, conversationId] } },
      data: { silencedUntil: new Date() },
    })
    await write(cyd)
    const workers = { db: database.open('chatsphere_workers'), live: ctx.live }
    const since = ctx.live.emitted.length
    await Promise.all([endExpiredSilences(workers), endExpiredSilences(workers)])
    await endExpiredSilences(workers)
    expect(ctx.live.emitted.slice(since).map(({ rooms, name }) => [rooms, name])).toEqual([
      [[`user:${cyd.actor.userId}`], 'user:changed'],
      [[`user:${cyd.actor.userId}`], 'user:changed'],
    ])
    expect(await eventsOf('member.silenced.v1')).toHaveLength(2)
    expect((await summaryOf(cyd))?.capabilities).toContain('post')
  })
})

describe('a ban', () => {
  test('sends away and keeps out, by every way in, until it is lifted', async () => {
    conversationId = await make({ kind: 'channel', visibility: 'public' })
    await banMember(ctx, bob.actor, { ...about(cyd), reason: 'spam' })
    expect(await summaryOf(cyd)).toBeUndefined()
    expect(await lastNote()).toEqual({ type: 'member_removed', userId: cyd.actor.userId, banned: true })
    await expect(joinGroup(ctx, cyd.actor, { conversationId })).rejects.toMatchObject({ code: 'forbidden' })
    const add = addMembers(ctx, ada.actor, { conversationId, userIds: [eve.actor.userId, cyd.actor.userId] })
    await expect(add).rejects.toMatchObject({ code: 'forbidden' })
    expect(await summaryOf(eve)).toBeUndefined()
    expect((await listBans(ctx, bob.actor, { conversationId })).bans).toMatchObject([
      { user: { id: cyd.actor.userId }, bannedBy: { id: bob.actor.userId }, reason: 'spam', expiresAt: null },
    ])
    await unbanMember(ctx, bob.actor, about(cyd))
    await unbanMember(ctx, bob.actor, about(cyd))
    await joinGroup(ctx, cyd.actor, { conversationId })
    expect((await eventsOf('member.banned.v1', 'member.unbanned.v1', 'member.left.v1')).map(({ topic }) => topic)).toEqual([
      'member.banned.v1',
      'member.left.v1',
      'member.unbanned.v1',
    ])
  })

  test('can be of somebody who is not here, and ends at its time', async () => {
    conversationId = await make({ kind: 'channel', visibility: 'public' })
    await banMember(ctx, bob.actor, { ...about(eve), forSeconds: 60 })
    await expect(joinGroup(ctx, eve.actor, { conversationId })).rejects.toMatchObject({ code: 'forbidden' })
    await database.open().prisma.ban.updateMany({ where: { userId: eve.actor.userId }, data: { expiresAt: new Date() } })
    expect((await listBans(ctx, bob.actor, { conversationId })).bans).toEqual([])
    await joinGroup(ctx, eve.actor, { conversationId })
  })

  test('is of nobody who stands as high, not of oneself, and not of nobody', async () => {
    const by = (who: TestAccount, userId: string) => banMember(ctx, who.actor, { conversationId, userId })
    await expect(by(bob, ada.actor.userId)).rejects.toEqual(refused('forbidden'))
    await expect(by(bob, bob.actor.userId)).rejects.toEqual(refused('forbidden'))
    await expect(by(bob, uuidv7())).rejects.toEqual(refused('not_found'))
    await expect(by(cyd, eve.actor.userId)).rejects.toEqual(refused('forbidden'))
    await expect(listBans(ctx, cyd.actor, { conversationId })).rejects.toEqual(refused('forbidden'))
    expect(await eventsOf('member.banned.v1')).toEqual([])
  })

  test('while they join and write: nothing of theirs is stored after it, and they are out', async () => {
    conversationId = await make({ kind: 'channel', visibility: 'public' })
    await removeMember(ctx, ada.actor, about(cyd))
    const storm = Array.from({ length: 20 }, async (): Promise<Message | undefined> => {
      await joinGroup(ctx, cyd.actor, { conversationId })
      return write(cyd)
    })
    await Promise.allSettled([...storm, banMember(ctx, bob.actor, about(cyd))])
    expect(await summaryOf(cyd)).toBeUndefined()
    const { messages } = await listHistory(ctx, ada.actor, { conversationId, limit: 100 })
    const banned = messages.findLast(({ body }) => body.includes('"banned":true'))
    const after = messages.filter(({ authorId, position }) => authorId === cyd.actor.userId && position > (banned?.position ?? 0))
    expect(after).toEqual(banned ? [] : messages.filter(({ authorId }) => authorId === cyd.actor.userId))
  })
})
