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
  untilSomebodyWaits,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  advanceDelivered,
  advanceRead,
  countReceipts,
  listConversations,
  listHistory,
  openDirect,
  setTyping,
  syncChat,
} from '../chat/index.ts'
import { addMembers, createGroup } from '../groups/index.ts'
import { getUser, getUserRevision, searchUsers } from '../users/index.ts'
import { blockUser } from './block-user.ts'
import { getSettings } from './get-settings.ts'
import { listBlocked } from './list-blocked.ts'
import { unblockUser } from './unblock-user.ts'
import { updateProfile } from './update-profile.ts'
import { updateSettings } from './update-settings.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let eve: TestAccount
let conversationId: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  ctx = await createTestCtx(database.open('chatsphere_web'))
  const people = ['ada', 'bob', 'eve'].map((name) => createAccountFor(ctx, `${name}${uuidv7().slice(-12)}`))
  ;[ada, bob, eve] = (await Promise.all(people)) as [TestAccount, TestAccount, TestAccount]
  conversationId = (await openDirect(ctx, ada.actor, { userId: bob.actor.userId })).id
  ctx.live.emitted.length = 0
})

const toldTo = (who: TestAccount) =>
  ctx.live.emitted
    .filter(({ rooms, name }) => name === 'user:changed' && rooms.includes(`user:${who.actor.userId}`))
    .map(({ payload }) => payload as UserChanged)
const revisionOf = (who: TestAccount) => getUserRevision(ctx.db, who.actor.userId)
const eventsOf = async (who: TestAccount, topic: string) => {
  const rows = await database.open().prisma.outbox.findMany({ where: { key: who.actor.userId, topic } })
  return rows.map(({ payload }) => payload as { userIds: string[] })
}
const directOf = async (who: TestAccount) =>
  (await listConversations(ctx, who.actor)).find((conversation) => conversation.id === conversationId)
const ids = (...people: TestAccount[]) => people.map(({ actor }) => actor.userId).sort()

describe('a profile', () => {
  test('with another name or avatar is told to everybody who has a conversation with the person, and to nobody else', async () => {
    const profile = await updateProfile(ctx, ada.actor, { displayName: 'Ada Lovelace', avatarColour: 3, bio: 'Numbers.' })
    expect(profile).toMatchObject({ displayName: 'Ada Lovelace', avatarColour: 3, bio: 'Numbers.' })
    expect(toldTo(ada)).toMatchObject([{ conversations: [], own: { account: { displayName: 'Ada Lovelace', bio: 'Numbers.' } } }])
    expect(toldTo(bob)).toMatchObject([
      { from: 1, through: 2, conversations: [{ id: conversationId, name: 'Ada Lovelace', peer: { avatarColour: 3 } }] },
    ])
    expect(toldTo(eve)).toEqual([])
    const [event, ...more] = await eventsOf(ada, 'user.updated.v1')
    expect(more).toEqual([])
    expect(event?.userIds.sort()).toEqual(ids(ada, bob))
    expect(await getUser(ctx, eve.actor, { userId: ada.actor.userId })).toMatchObject({ bio: 'Numbers.', blocked: false })
  })

  test('with other words about oneself is told to the own devices alone', async () => {
    await updateProfile(ctx, ada.actor, { bio: 'Numbers.', pronouns: 'she', timeZone: 'Europe/London' })
    expect([toldTo(ada).length, toldTo(bob).length]).toEqual([1, 0])
    expect(await eventsOf(ada, 'user.updated.v1')).toMatchObject([{ userIds: [ada.actor.userId] }])
  })

  test('that is as it was takes no revision; null takes back what was told, what is left out stays', async () => {
    await updateProfile(ctx, ada.actor, { bio: 'Numbers.', timeZone: 'Europe/London' })
    const before = await revisionOf(ada)
    await updateProfile(ctx, ada.actor, { bio: 'Numbers.', avatarColour: null })
    await updateProfile(ctx, ada.actor, {})
    expect(await revisionOf(ada)).toBe(before)
    expect(await updateProfile(ctx, ada.actor, { timeZone: null })).toMatchObject({ bio: 'Numbers.', timeZone: null })
    expect(await revisionOf(ada)).toBe(before + 1)
  })

  test('that changes on many devices at once has a revision for each change, and each is told', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `Ada ${index}`)
    await Promise.all(names.map((displayName) => updateProfile(ctx, ada.actor, { displayName })))
    expect(await revisionOf(ada)).toBe(1 + names.length)
    const through = toldTo(bob).map((event) => event.through)
    expect(through.sort((one, other) => one - other)).toEqual(names.map((_, index) => index + 2))
    expect((await directOf(bob))?.name).toBe((await getUser(ctx, bob.actor, { userId: ada.actor.userId })).displayName)
  })

  test('of somebody who is being written to for the first time waits, and is told to who writes', async () => {
    const opening = holdCommits(ctx)
    const opened = openDirect(opening.ctx, eve.actor, { userId: ada.actor.userId })
    await opening.written
    const renamed = updateProfile(ctx, ada.actor, { displayName: 'Renamed' })
    await untilSomebodyWaits(database.open())
    opening.commit()
    await Promise.all([opened, renamed])
    expect((await eventsOf(ada, 'user.updated.v1'))[0]?.userIds.sort()).toEqual(ids(ada, bob, eve))
  })
})

describe('a block', () => {
  test('closes the conversation both ways, and only who blocked is told that it is one', async () => {
    await sendNew(ctx, bob.actor, conversationId, 'before')
    await blockUser(ctx, ada.actor, { userId: bob.actor.userId })
    for (const who of [ada, bob]) {
      await expect(sendNew(ctx, who.actor, conversationId)).rejects.toMatchObject({ code: 'forbidden' })
      expect(toldTo(who).at(-1)?.conversations).toMatchObject([{ capabilities: [], blocked: who === ada }])
    }
    expect(await getUser(ctx, ada.actor, { userId: bob.actor.userId })).toMatchObject({ blocked: true })
    expect(await getUser(ctx, bob.actor, { userId: ada.actor.userId })).toMatchObject({ blocked: false })
    expect((await listBlocked(ctx, ada.actor)).map(({ id }) => id)).toEqual([bob.actor.userId])
    expect(await listBlocked(ctx, bob.actor)).toEqual([])
    const { messages } = await listHistory(ctx, ada.actor, { conversationId })
    expect(messages.map(({ body }) => body)).toEqual(['before'])
    const [event] = await eventsOf(ada, 'user.blocked.v1')
    expect(event).toMatchObject({ blockedId: bob.actor.userId, on: true })
    expect(event?.userIds.sort()).toEqual(ids(ada, bob))
  })

  test('that is taken back opens the conversation again', async () => {
    await blockUser(ctx, ada.actor, { userId: bob.actor.userId })
    await unblockUser(ctx, ada.actor, { userId: bob.actor.userId })
    await sendNew(ctx, bob.actor, conversationId, 'after')
    expect(await directOf(bob)).toMatchObject({ blocked: false })
    expect((await directOf(bob))?.capabilities).toContain('post')
    expect(await listBlocked(ctx, ada.actor)).toEqual([])
  })

  test('of both against each other needs both to be taken back', async () => {
    await blockUser(ctx, ada.actor, { userId: bob.actor.userId })
    await blockUser(ctx, bob.actor, { userId: ada.actor.userId })
    await unblockUser(ctx, ada.actor, { userId: bob.actor.userId })
    await expect(sendNew(ctx, ada.actor, conversationId)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('does not hide the one who blocked: it is not told', async () => {
    await blockUser(ctx, ada.actor, { userId: bob.actor.userId })
    const { users } = await searchUsers(ctx, bob.actor, { query: ada.username })
    expect(users.map(({ id }) => id)).toEqual([ada.actor.userId])
  })

  test('stands against a first conversation too', async () => {
    await blockUser(ctx, ada.actor, { userId: eve.actor.userId })
    for (const [who, other] of [
      [ada, eve],
      [eve, ada],
    ] as const) {
      const opening = openDirect(ctx, who.actor, { userId: other.actor.userId })
      await expect(opening).rejects.toMatchObject({ code: 'forbidden' })
    }
  })

  test.each(['blocked', 'blocks'] as const)(
    'tells whoever is, or does, nothing of what the other reads, receives or types: %s',
    async (which) => {
      const [reader, other] = [ada, bob]
      for (let count = 0; count < 3; count++) await sendNew(ctx, other.actor, conversationId)
      await advanceRead(ctx, reader.actor, { conversationId, position: 1 })
      const receiptOf = async () => (await directOf(other))?.receipts
      const shown = [{ userId: reader.actor.userId, readPosition: 1, deliveredPosition: 1 }]
      expect(await receiptOf()).toEqual(shown)
      const [blocker, blocked] = which === 'blocked' ? [reader, other] : [other, reader]
      await blockUser(ctx, blocker.actor, { userId: blocked.actor.userId })
      const { receiptsAt } = await syncChat(ctx, other.actor, { have: [] })
      ctx.live.emitted.length = 0
      await advanceDelivered(ctx, reader.actor, [{ conversationId, position: 2 }])
      await advanceRead(ctx, reader.actor, { conversationId, position: 3 })
      await setTyping(ctx, reader.actor, { conversationId, on: true })
      expect(ctx.live.emitted.filter(({ rooms }) => rooms.includes(`user:${other.actor.userId}`))).toEqual([])
      expect(await receiptOf()).toEqual(shown)
      expect(await countReceipts(ctx, other.actor, { conversationId, position: 3 })).toMatchObject({ read: 0, delivered: 0 })
      const { receipts } = await syncChat(ctx, other.actor, { have: [], receiptsSince: receiptsAt })
      expect(receipts.filter(({ readPosition }) => readPosition > 1)).toEqual([])
      expect(await directOf(reader)).toMatchObject({ unread: 0, readPosition: 3 })
      await unblockUser(ctx, blocker.actor, { userId: blocked.actor.userId })
      await sendNew(ctx, other.actor, conversationId)
      await advanceRead(ctx, reader.actor, { conversationId, position: 4 })
      expect(await receiptOf()).toEqual([{ userId: reader.actor.userId, readPosition: 4, deliveredPosition: 4 }])
    },
  )

  test('hides nothing of that in a group', async () => {
    const group = { id: uuidv7(), kind: 'group', name: 'All', visibility: 'private' } as const
    await createGroup(ctx, eve.actor, { ...group, memberIds: [ada.actor.userId, bob.actor.userId] })
    await blockUser(ctx, ada.actor, { userId: bob.actor.userId })
    await sendNew(ctx, bob.actor, group.id)
    ctx.live.emitted.length = 0
    await advanceDelivered(ctx, ada.actor, [{ conversationId: group.id, position: 2 }])
    await setTyping(ctx, ada.actor, { conversationId: group.id, on: true })
    const toBob = ctx.live.emitted.filter(({ rooms }) => rooms.includes(`user:${bob.actor.userId}`))
    expect(toBob.map(({ name }) => name)).toEqual(['receipt:changed', 'typing:changed'])
  })

  test('is not got around by a group: who was blocked brings the other into none, neither a new one nor one that is there', async () => {
    const own = { kind: 'group', name: 'Listen to me', visibility: 'private' } as const
    const id = uuidv7()
    await createGroup(ctx, bob.actor, { ...own, id, memberIds: [eve.actor.userId] })
    await blockUser(ctx, ada.actor, { userId: bob.actor.userId })
    const memberIds = [eve.actor.userId, ada.actor.userId]
    const refused = { code: 'forbidden' }
    await expect(createGroup(ctx, bob.actor, { ...own, id: uuidv7(), memberIds })).rejects.toMatchObject(refused)
    await expect(addMembers(ctx, bob.actor, { conversationId: id, userIds: memberIds })).rejects.toMatchObject(refused)
    expect((await listConversations(ctx, ada.actor)).map((conversation) => conversation.id)).toEqual([conversationId])
    // Who blocked decides for themselves, and others are not asked.
    await createGroup(ctx, ada.actor, { ...own, id: uuidv7(), memberIds: [bob.actor.userId] })
    await addMembers(ctx, eve.actor, { conversationId: id, userIds: [ada.actor.userId] })
  })

  test('is waited for by who would bring the other into a group at that moment', async () => {
    const blocking = holdCommits(ctx)
    const blocked = blockUser(blocking.ctx, ada.actor, { userId: bob.actor.userId })
    await blocking.written
    const group = { id: uuidv7(), kind: 'group', name: 'Too late', visibility: 'private' } as const
    const made = createGroup(ctx, bob.actor, { ...group, memberIds: [ada.actor.userId] })
    await untilSomebodyWaits(database.open())
    blocking.commit()
    await expect(made).rejects.toMatchObject({ code: 'forbidden' })
    await blocked
  })

  test('that is there, or is not, takes no revision when it is asked for again, by many at once', async () => {
    const act = { block: blockUser, unblock: unblockUser }
    for (const [name, revision] of [
      ['block', 2],
      ['unblock', 3],
    ] as const) {
      await Promise.all(Array.from({ length: 5 }, () => act[name](ctx, ada.actor, { userId: bob.actor.userId })))
      expect([await revisionOf(ada), await revisionOf(bob)]).toEqual([revision, revision])
    }
    expect(await eventsOf(ada, 'user.blocked.v1')).toHaveLength(2)
  })

  test('of oneself, or of nobody, is refused', async () => {
    await expect(blockUser(ctx, ada.actor, { userId: ada.actor.userId })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(blockUser(ctx, ada.actor, { userId: uuidv7() })).rejects.toMatchObject({ code: 'not_found' })
    await unblockUser(ctx, ada.actor, { userId: uuidv7() })
    expect(await revisionOf(ada)).toBe(1)
  })

  test('waits for a message that is being stored; none is stored after it', async () => {
    const sending = holdCommits(ctx)
    const sent = sendNew(sending.ctx, bob.actor, conversationId, 'just in time')
    await sending.written
    const blocked = blockUser(ctx, ada.actor, { userId: bob.actor.userId })
    await untilSomebodyWaits(database.open())
    sending.commit()
    await Promise.all([sent, blocked])
    await expect(sendNew(ctx, bob.actor, conversationId)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await directOf(ada)).toMatchObject({ lastPosition: 1, lastMessage: { body: 'just in time' } })
  })

  test('lets no message through that was sent before it was committed and waited for it', async () => {
    const blocking = holdCommits(ctx)
    const blocked = blockUser(blocking.ctx, ada.actor, { userId: bob.actor.userId })
    await blocking.written
    const sent = sendNew(ctx, bob.actor, conversationId, 'too late')
    await untilSomebodyWaits(database.open())
    blocking.commit()
    await expect(sent).rejects.toMatchObject({ code: 'forbidden' })
    await blocked
    expect(await directOf(ada)).toMatchObject({ lastPosition: 0, lastMessage: null })
  })
})

describe('settings', () => {
  test('are the defaults until they are changed, reach the own devices, and are stored as what differs', async () => {
    expect(await getSettings(ctx, ada.actor)).toMatchObject({ theme: 'system', density: 'comfortable' })
    expect(await updateSettings(ctx, ada.actor, { theme: 'dark' })).toMatchObject({ theme: 'dark', density: 'comfortable' })
    expect(toldTo(ada)).toMatchObject([{ from: 1, through: 2, own: { settings: { theme: 'dark' } } }])
    expect(toldTo(bob)).toEqual([])
    const stored = async () => (await ctx.db.prisma.userState.findUniqueOrThrow({ where: { userId: ada.actor.userId } })).settings
    expect(await stored()).toEqual({ theme: 'dark' })
    await updateSettings(ctx, ada.actor, { theme: 'system', density: 'compact' })
    expect(await stored()).toEqual({ density: 'compact' })
    expect(await getSettings(ctx, bob.actor)).toMatchObject({ density: 'comfortable' })
  })

  test('that are so already take no revision, and of many changes at once none is lost', async () => {
    const before = await revisionOf(ada)
    await updateSettings(ctx, ada.actor, { theme: 'system' })
    await updateSettings(ctx, ada.actor, {})
    expect(await revisionOf(ada)).toBe(before)
    await Promise.all([
      updateSettings(ctx, ada.actor, { theme: 'dark' }),
      updateSettings(ctx, ada.actor, { density: 'compact' }),
      updateSettings(ctx, ada.actor, { enterKey: 'newline' }),
      updateSettings(ctx, ada.actor, { lastSeen: 'nobody' }),
    ])
    expect(await getSettings(ctx, ada.actor)).toEqual({
      theme: 'dark',
      density: 'compact',
      enterKey: 'newline',
      language: 'system',
      lastSeen: 'nobody',
    })
    expect(await eventsOf(ada, 'settings.changed.v1')).toHaveLength(4)
  })
})
