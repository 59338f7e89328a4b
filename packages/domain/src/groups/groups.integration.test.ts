import type { Conversation, CreateGroupInput, Message, SyncResult } from '@chatsphere/contracts'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  RecordingLive,
  sendNew,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  editMessage,
  getMessage,
  listConversations,
  listHistory,
  openDirect,
  reactToMessage,
  SendQueue,
  sendMessage,
  syncChat,
} from '../chat/index.ts'
import { addMembers } from './add-members.ts'
import { createGroup } from './create-group.ts'
import { leaveGroup } from './leave-group.ts'
import { removeMember } from './remove-member.ts'

let database: TestDatabase
let db: ReturnType<TestDatabase['open']>
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let eve: TestAccount

beforeAll(async () => {
  database = await createTestDatabase()
  db = database.open('chatsphere_web')
})
afterAll(() => database.drop())
beforeEach(async () => {
  ctx = await createTestCtx(db)
  ada = await createAccountFor(ctx, `ada${uuidv7().slice(-12)}`)
  bob = await createAccountFor(ctx, `bob${uuidv7().slice(-12)}`)
  eve = await createAccountFor(ctx, `eve${uuidv7().slice(-12)}`)
})

const inputOf = (over: Partial<CreateGroupInput> = {}): CreateGroupInput => ({
  id: uuidv7(),
  kind: 'group',
  name: 'Project',
  visibility: 'private',
  memberIds: [bob.actor.userId],
  ...over,
})
async function newGroup(over: Partial<CreateGroupInput> = {}): Promise<string> {
  return (await createGroup(ctx, ada.actor, inputOf(over))).id
}
const sync = (who: TestAccount): Promise<SyncResult> => syncChat(ctx, who.actor, { have: [] })
async function summaryOf(who: TestAccount, id: string): Promise<Conversation | undefined> {
  return (await listConversations(ctx, who.actor)).find((conversation) => conversation.id === id)
}
async function bodiesOf(who: TestAccount, conversationId: string): Promise<string[]> {
  const { messages } = await listHistory(ctx, who.actor, { conversationId })
  return messages.filter((message) => message.kind === 'user').map((message) => message.body)
}
const note = (message: Message | null | undefined) => (message?.kind === 'system' ? (JSON.parse(message.body) as unknown) : null)
const eventsOf = (conversationId: string) =>
  database.open().prisma.outbox.findMany({ where: { key: conversationId }, orderBy: { id: 'asc' } })
const roomOf = (who: TestAccount) => `user:${who.actor.userId}` as const
/** What this person's sockets were told of a conversation, in order. */
function toldTo(who: TestAccount, live = ctx.live) {
  return live.emitted.filter((entry) => entry.rooms.includes(roomOf(who)))
}

describe('making a group', () => {
  test('gives everybody the same summary, one system message and nothing unread', async () => {
    const made = await createGroup(ctx, ada.actor, inputOf())
    expect(made).toMatchObject({ name: 'Project', memberCount: 2, role: 'owner', revision: 1, lastPosition: 1, unread: 0 })
    const bobs = await summaryOf(bob, made.id)
    expect(bobs).toMatchObject({ name: 'Project', memberCount: 2, role: 'member', unread: 0, readPosition: 1, historyFrom: 1 })
    expect(note(bobs?.lastMessage)).toEqual({
      type: 'group_created',
      name: 'Project',
      userIds: [ada.actor.userId, bob.actor.userId],
    })
    expect((await eventsOf(made.id)).map(({ topic }) => topic)).toEqual(['group.created.v1'])
  })

  test('the same id again answers the same group, from anybody else it is a conflict, and never a pair of strangers’', async () => {
    const input = inputOf()
    const [one, two] = await Promise.all([createGroup(ctx, ada.actor, input), createGroup(ctx, ada.actor, input)])
    expect(two).toEqual(one)
    expect(await eventsOf(input.id)).toHaveLength(1)
    await expect(createGroup(ctx, eve.actor, { ...input, name: 'Mine' })).rejects.toMatchObject({ code: 'id_conflict' })
    const direct = await openDirect(ctx, ada.actor, { userId: bob.actor.userId })
    await expect(createGroup(ctx, eve.actor, inputOf({ id: direct.id }))).rejects.toMatchObject({ code: 'id_conflict' })
  })

  test('the same id again answers the group also when a member is disabled by then', async () => {
    const input = inputOf()
    const made = await createGroup(ctx, ada.actor, input)
    await database.open().prisma.user.update({ where: { id: bob.actor.userId }, data: { disabledAt: new Date() } })
    expect((await createGroup(ctx, ada.actor, input)).revision).toBe(made.revision)
  })

  test('with somebody who does not exist it is refused and leaves nothing', async () => {
    const input = inputOf({ memberIds: [bob.actor.userId, uuidv7()] })
    await expect(createGroup(ctx, ada.actor, input)).rejects.toMatchObject({ code: 'not_found' })
    expect(await database.open().prisma.conversation.findUnique({ where: { id: input.id } })).toBeNull()
    expect(await summaryOf(ada, input.id)).toBeUndefined()
  })

  test('is told live so that each member can follow it from its first revision', async () => {
    const id = await newGroup()
    expect(toldTo(bob).map(({ name }) => name)).toEqual(['user:changed', 'message:changed'])
    const [own, change] = toldTo(bob)
    expect(own?.payload).toMatchObject({ from: 0, through: 1, conversations: [{ id }], removed: [] })
    expect(change?.payload).toMatchObject({
      conversationId: id,
      from: 0,
      through: 1,
      profile: {
        name: 'Project',
        memberCount: 2,
        receipts: expect.arrayContaining([expect.objectContaining({ userId: bob.actor.userId })]),
      },
    })
  })
})

describe('letting people in', () => {
  test('shows the whole history where the group says so, with nothing unread', async () => {
    const id = await newGroup()
    await sendNew(ctx, ada.actor, id, 'before')
    await addMembers(ctx, bob.actor, { conversationId: id, userIds: [eve.actor.userId] })
    expect(await bodiesOf(eve, id)).toEqual(['before'])
    expect(await summaryOf(eve, id)).toMatchObject({ unread: 0, readPosition: 3, memberCount: 3 })
    expect(await summaryOf(ada, id)).toMatchObject({ unread: 0, memberCount: 3, revision: 3 })
    await sendNew(ctx, ada.actor, id, 'after')
    expect((await summaryOf(eve, id))?.unread).toBe(1)
  })

  test('who is there already stays as they are, and nothing is written', async () => {
    const id = await newGroup()
    await sendNew(ctx, ada.actor, id, 'unread')
    await addMembers(ctx, ada.actor, { conversationId: id, userIds: [bob.actor.userId, ada.actor.userId] })
    expect(await summaryOf(bob, id)).toMatchObject({ revision: 2, unread: 1 })
  })

  test('many who add the same person at once make one change', async () => {
    const id = await newGroup()
    await Promise.all(
      [ada, bob, ada, bob].map((who) => addMembers(ctx, who.actor, { conversationId: id, userIds: [eve.actor.userId] })),
    )
    expect(await summaryOf(ada, id)).toMatchObject({ revision: 2, memberCount: 3 })
    expect((await eventsOf(id)).map(({ topic }) => topic)).toEqual(['group.created.v1', 'members.added.v1'])
  })
})

describe('history that is hidden from who joins later', () => {
  let id: string
  let before: Message
  beforeEach(async () => {
    id = await newGroup({ history: 'from_joining' })
    before = await sendNew(ctx, ada.actor, id, 'before')
    await addMembers(ctx, ada.actor, { conversationId: id, userIds: [eve.actor.userId] })
  })

  test('is in no page, no sync, no pin and no version of theirs', async () => {
    await sendNew(ctx, ada.actor, id, 'after')
    expect(await bodiesOf(eve, id)).toEqual(['after'])
    expect((await listHistory(ctx, eve.actor, { conversationId: id, before: 3 })).messages).toEqual([])
    const [changes] = (await sync(eve)).changes.filter((entry) => entry.conversationId === id)
    expect(changes?.messages.map(({ position }) => position)).toEqual([3, 4])
    expect(changes).toMatchObject({ through: 4, more: false })
    expect(await bodiesOf(bob, id)).toEqual(['before', 'after'])
    const react = reactToMessage(ctx, eve.actor, { conversationId: id, id: before.id, emoji: '👍', on: true })
    await expect(react).rejects.toMatchObject({ code: 'not_found' })
    await expect(getMessage(ctx, eve.actor, { conversationId: id, id: before.id })).rejects.toMatchObject({ code: 'not_found' })
    const reply = sendMessage(ctx, eve.actor, { conversationId: id, id: uuidv7(), body: 're', replyTo: before.id })
    await expect(reply).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('is in no live event: a change of it goes out without bodies, and everybody fetches what they may see', async () => {
    await editMessage(ctx, ada.actor, { conversationId: id, id: before.id, body: 'edited' })
    const told = ctx.live.of('message:changed').at(-1)
    expect(told).toMatchObject({ conversationId: id, from: 3, through: 4 })
    expect(told).not.toHaveProperty('messages')
    const fetched = async (who: TestAccount) =>
      (await syncChat(ctx, who.actor, { have: [{ conversationId: id, revision: 3 }] })).changes[0]
    expect(await fetched(eve)).toMatchObject({ messages: [], through: 4 })
    expect(await fetched(bob)).toMatchObject({ messages: [{ body: 'edited' }], through: 4 })
  })

  test('begins anew for who comes back, also for a device that missed both', async () => {
    const seen = await sync(eve)
    await sendNew(ctx, ada.actor, id, 'seen')
    await removeMember(ctx, ada.actor, { conversationId: id, userId: eve.actor.userId })
    await sendNew(ctx, ada.actor, id, 'missed')
    await addMembers(ctx, ada.actor, { conversationId: id, userIds: [eve.actor.userId] })
    expect(await bodiesOf(eve, id)).toEqual([])
    expect(await summaryOf(eve, id)).toMatchObject({ historyFrom: 7, readPosition: 7, unread: 0 })
    const after = await syncChat(ctx, eve.actor, {
      epoch: seen.epoch,
      userRevision: seen.userRevision,
      have: [{ conversationId: id, revision: 3 }],
    })
    expect(after.conversations).toMatchObject([{ id, historyFrom: 7 }])
    expect(after.changes).toMatchObject([{ messages: [{ position: 7 }], through: 7 }])
  })

  test('an own message of before is answered as stored and no more', async () => {
    const own = await sendNew(ctx, eve.actor, id, 'mine')
    await leaveGroup(ctx, eve.actor, { conversationId: id })
    await addMembers(ctx, ada.actor, { conversationId: id, userIds: [eve.actor.userId] })
    const { position, createdAt } = own
    expect(await sendMessage(ctx, eve.actor, { conversationId: id, id: own.id, body: 'mine' })).toEqual({
      message: { conversationId: id, id: own.id, position, createdAt },
      duplicate: true,
    })
  })
})

describe('being sent away, or leaving', () => {
  test('ends everything at once: one last word to them, none after it', async () => {
    const id = await newGroup({ memberIds: [bob.actor.userId, eve.actor.userId] })
    const audience = ctx.live.of('message:changed').at(-1)?.audience ?? 0
    ctx.live.emitted.length = 0
    await removeMember(ctx, ada.actor, { conversationId: id, userId: bob.actor.userId })
    await sendNew(ctx, ada.actor, id, 'after')
    expect(toldTo(bob)).toMatchObject([{ name: 'user:changed', payload: { removed: [id], conversations: [] } }])
    expect(toldTo(eve).map(({ name }) => name)).toEqual(['message:changed', 'message:changed'])
    expect(ctx.live.of('message:changed')[0]).toMatchObject({ audience: audience + 1, profile: { memberCount: 2 } })

    await expect(sendNew(ctx, bob.actor, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(listHistory(ctx, bob.actor, { conversationId: id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await summaryOf(bob, id)).toBeUndefined()
    const synced = await syncChat(ctx, bob.actor, { have: [{ conversationId: id, revision: 1 }] })
    expect(synced).toMatchObject({ removed: [id], changes: [] })
    expect((await eventsOf(id)).map(({ topic }) => topic)).toContain('member.left.v1')
  })

  test('again changes nothing', async () => {
    const id = await newGroup()
    const remove = () => removeMember(ctx, ada.actor, { conversationId: id, userId: bob.actor.userId })
    await Promise.all([remove(), remove(), remove()])
    expect(await summaryOf(ada, id)).toMatchObject({ revision: 2, memberCount: 1 })
  })

  test('needs the right, and nobody sends away who stands as high', async () => {
    const id = await newGroup({ memberIds: [bob.actor.userId, eve.actor.userId] })
    const remove = (who: TestAccount, userId: string) => removeMember(ctx, who.actor, { conversationId: id, userId })
    await expect(remove(bob, eve.actor.userId)).rejects.toMatchObject({ code: 'forbidden' })
    await database.open().prisma.participant.updateMany({
      where: { conversationId: id, userId: { in: [bob.actor.userId, eve.actor.userId] } },
      data: { role: 'moderator' },
    })
    await expect(remove(bob, eve.actor.userId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(remove(bob, ada.actor.userId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(remove(ada, ada.actor.userId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(remove(ada, uuidv7())).rejects.toMatchObject({ code: 'not_found' })
  })

  test('the last owner stays while others are there; a direct conversation cannot be left', async () => {
    const id = await newGroup()
    await expect(leaveGroup(ctx, ada.actor, { conversationId: id })).rejects.toMatchObject({ code: 'forbidden' })
    await leaveGroup(ctx, bob.actor, { conversationId: id })
    await leaveGroup(ctx, ada.actor, { conversationId: id })
    expect(await summaryOf(ada, id)).toBeUndefined()
    const direct = await openDirect(ctx, ada.actor, { userId: bob.actor.userId })
    await expect(leaveGroup(ctx, ada.actor, { conversationId: direct.id })).rejects.toMatchObject({ code: 'forbidden' })
    const add = addMembers(ctx, ada.actor, { conversationId: direct.id, userIds: [eve.actor.userId] })
    await expect(add).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('no message of theirs is stored after it, however both race', async () => {
    const live = new RecordingLive()
    const realtime = {
      ...ctx,
      live,
      sends: new SendQueue({ db, live, getEpoch: async () => 'e' }),
    }
    for (let round = 0; round < 10; round++) {
      const id = await newGroup()
      const [removed] = await Promise.allSettled([
        removeMember(ctx, ada.actor, { conversationId: id, userId: bob.actor.userId }),
        ...Array.from({ length: 6 }, () => sendNew(realtime, bob.actor, id)),
      ])
      expect(removed.status).toBe('fulfilled')
      const { messages } = await listHistory(ctx, ada.actor, { conversationId: id })
      const end = messages.findIndex((message) => Object(note(message)).type === 'member_removed')
      expect(end).toBeGreaterThan(0)
      expect(messages.slice(end + 1)).toEqual([])
      expect(messages.map(({ position }) => position)).toEqual(messages.map((_, index) => index + 1))
    }
    const afterRemoval = toldTo(bob, live).filter(({ payload }) => Object(payload).audience > 1)
    expect(afterRemoval).toEqual([])
  })
})
