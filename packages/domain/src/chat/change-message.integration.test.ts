import type { Message } from '@chatsphere/contracts'
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
import { deleteMessage } from './delete-message.ts'
import { editMessage } from './edit-message.ts'
import { getMessage } from './get-message.ts'
import { listConversations } from './list-conversations.ts'
import { listHistory } from './list-history.ts'
import { listPins } from './list-pins.ts'
import { listVersions } from './list-versions.ts'
import { openDirect } from './open-direct.ts'
import { pinMessage } from './pin-message.ts'
import { reactToMessage } from './react-to-message.ts'
import { saveDraft } from './save-draft.ts'
import { sendMessage, sendMessages } from './send-message.ts'

let database: TestDatabase
let web: TestCtx
let realtimeDb: ReturnType<TestDatabase['open']>
let ctx: TestCtx
let ada: TestAccount
let bob: TestAccount
let eve: TestAccount
let conversationId: string
let message: Message

beforeAll(async () => {
  database = await createTestDatabase()
  web = await createTestCtx(database.open('chatsphere_web'))
  // The process that these acts run in most of the time; web has more rights.
  realtimeDb = database.open('chatsphere_realtime')
})
afterAll(() => database.drop())
beforeEach(async () => {
  ada = await createAccountFor(web, `ada${uuidv7().slice(-12)}`)
  bob = await createAccountFor(web, `bob${uuidv7().slice(-12)}`)
  eve = await createAccountFor(web, `eve${uuidv7().slice(-12)}`)
  conversationId = (await openDirect(web, ada.actor, { userId: bob.actor.userId })).id
  ctx = await createTestCtx(realtimeDb)
  message = await sendNew(ctx, ada.actor, conversationId, 'first')
})

async function headAndEvents() {
  const conversation = await database.open().prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })
  const events = await database.open().prisma.outbox.findMany({ where: { key: conversationId }, orderBy: { id: 'asc' } })
  return {
    revision: Number(conversation.revision),
    topics: events.map((event) => event.topic).filter((topic) => topic !== 'conversation.opened.v1'),
    revisions: events.flatMap((event) => ('revision' in Object(event.payload) ? [Object(event.payload).revision] : [])),
  }
}
async function stored(): Promise<Message | undefined> {
  const { messages } = await listHistory(ctx, bob.actor, { conversationId })
  return messages.find(({ id }) => id === message.id)
}
const target = () => ({ conversationId, id: message.id })

describe('each change', () => {
  const changes = {
    edit: () => editMessage(ctx, ada.actor, { ...target(), body: 'second', version: 1 }),
    react: () => reactToMessage(ctx, bob.actor, { ...target(), emoji: '👍', on: true }),
    pin: () => pinMessage(ctx, bob.actor, { ...target(), on: true }),
    delete: () => deleteMessage(ctx, ada.actor, target()),
  }
  const topics = {
    edit: 'message.edited.v1',
    react: 'message.reacted.v1',
    pin: 'message.pinned.v1',
    delete: 'message.deleted.v1',
  }
  test.each(Object.keys(changes) as (keyof typeof changes)[])(
    '%s: takes the next revision, has one event, and is told live as a fetch has it; again it changes nothing',
    async (name) => {
      const { message: changed } = await changes[name]()
      expect(changed.revision).toBe(2)
      expect(changed.position).toBe(1)
      expect(await stored()).toEqual(changed)
      const after = await headAndEvents()
      expect(after).toEqual({ revision: 2, topics: ['message.created.v1', topics[name]], revisions: [1, 2] })
      const told = ctx.live.of('message:changed').at(-1)
      expect(told).toMatchObject({ conversationId, from: 1, through: 2, messages: [changed] })

      const told2 = ctx.live.emitted.length
      expect((await changes[name]()).message).toEqual(changed)
      expect(await headAndEvents()).toEqual(after)
      expect(ctx.live.emitted).toHaveLength(told2)
    },
  )

  test.each(Object.keys(changes) as (keyof typeof changes)[])('%s: many at once make one change', async (name) => {
    await Promise.all(Array.from({ length: 8 }, () => changes[name]()))
    expect(await headAndEvents()).toMatchObject({ revision: 2, revisions: [1, 2] })
  })
})

describe('editing', () => {
  test('an edit made on an older version is a conflict, the same body is a duplicate whatever its version', async () => {
    await editMessage(ctx, ada.actor, { ...target(), body: 'second', version: 1 })
    const late = editMessage(ctx, ada.actor, { ...target(), body: 'third', version: 1 })
    await expect(late).rejects.toMatchObject({ code: 'edit_conflict' })
    const again = await editMessage(ctx, ada.actor, { ...target(), body: 'second', version: 1 })
    expect(again).toMatchObject({ duplicate: true, message: { version: 2, body: 'second' } })
    const unversioned = await editMessage(ctx, ada.actor, { ...target(), body: 'third' })
    expect(unversioned).toMatchObject({ duplicate: false, message: { version: 3 } })
  })

  test('of racing edits on one version one wins, the others are told', async () => {
    const results = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((body) => editMessage(ctx, ada.actor, { ...target(), body, version: 1 })),
    )
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'edit_conflict' })
  })

  test('earlier bodies are kept until the message is deleted', async () => {
    await editMessage(ctx, ada.actor, { ...target(), body: 'second' })
    await editMessage(ctx, ada.actor, { ...target(), body: 'third' })
    const versions = await listVersions(ctx, bob.actor, target())
    expect(versions.map(({ version, body }) => [version, body])).toEqual([
      [1, 'first'],
      [2, 'second'],
      [3, 'third'],
    ])
    expect(versions[0]?.createdAt).toBe(message.createdAt)
    await deleteMessage(ctx, ada.actor, target())
    await expect(listVersions(ctx, bob.actor, target())).rejects.toMatchObject({ code: 'not_found' })
    expect(await database.open().prisma.messageVersion.count({ where: { messageId: message.id } })).toBe(0)
  })
})

test('a deleted message keeps its place and nothing else, and can be changed no more', async () => {
  await reactToMessage(ctx, bob.actor, { ...target(), emoji: '🎉', on: true })
  await pinMessage(ctx, bob.actor, { ...target(), on: true })
  await deleteMessage(ctx, ada.actor, target())
  expect(await stored()).toMatchObject({ position: 1, body: '', reactions: [], pinnedAt: null, deletedAt: expect.any(String) })
  expect(await listPins(ctx, ada.actor, { conversationId })).toEqual([])
  for (const change of [
    () => editMessage(ctx, ada.actor, { ...target(), body: 'back' }),
    () => reactToMessage(ctx, bob.actor, { ...target(), emoji: '👍', on: true }),
    () => pinMessage(ctx, bob.actor, { ...target(), on: true }),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: 'not_found' })
  }
  const again = await sendMessage(ctx, ada.actor, { conversationId, id: message.id, body: 'first' })
  expect(again).toMatchObject({ duplicate: true, message: { body: '' } })
})

test('reactions count each person once, in the order of the first use, and go when the last one is taken back', async () => {
  const react = (who: TestAccount, emoji: string, on = true) => reactToMessage(ctx, who.actor, { ...target(), emoji, on })
  await react(ada, '👍')
  await react(bob, '❤️')
  await react(bob, '👍')
  expect((await stored())?.reactions).toEqual([
    { emoji: '👍', count: 2, userIds: [ada.actor.userId, bob.actor.userId] },
    { emoji: '❤️', count: 1, userIds: [bob.actor.userId] },
  ])
  await react(bob, '❤️', false)
  await react(ada, '👍', false)
  expect((await stored())?.reactions).toEqual([{ emoji: '👍', count: 1, userIds: [bob.actor.userId] }])
})

test('one message is found by its id as it is now, a deleted one too, and none of another conversation', async () => {
  await editMessage(ctx, ada.actor, { ...target(), body: 'second' })
  expect((await getMessage(ctx, bob.actor, target())).message).toEqual(await stored())
  const elsewhere = (await openDirect(web, bob.actor, { userId: eve.actor.userId })).id
  await expect(getMessage(ctx, bob.actor, { conversationId: elsewhere, id: message.id })).rejects.toMatchObject({
    code: 'not_found',
  })
  await deleteMessage(ctx, ada.actor, target())
  expect((await getMessage(ctx, bob.actor, target())).message).toMatchObject({ body: '', deletedAt: expect.any(String) })
})

test('a saved draft says from which user revision on it is known, and the same again changes nothing', async () => {
  const { userRevision } = await saveDraft(web, bob.actor, { conversationId, body: 'begun', replyTo: message.id })
  const [summary] = await listConversations(web, bob.actor)
  expect(summary).toMatchObject({ userRevision, draft: { body: 'begun', replyTo: message.id } })
  expect(await saveDraft(web, bob.actor, { conversationId, body: 'begun', replyTo: message.id })).toEqual({ userRevision: 0 })
  await saveDraft(web, bob.actor, { conversationId, body: ' ' })
  expect((await listConversations(web, bob.actor))[0]?.draft).toBeNull()
})

test('pins are listed by position, also of messages that no page has', async () => {
  const second = await sendNew(ctx, bob.actor, conversationId, 'second')
  await pinMessage(ctx, ada.actor, { conversationId, id: second.id, on: true })
  await pinMessage(ctx, bob.actor, { ...target(), on: true })
  expect((await listPins(ctx, ada.actor, { conversationId })).map(({ body }) => body)).toEqual(['first', 'second'])
  await pinMessage(ctx, bob.actor, { ...target(), on: false })
  expect((await listPins(ctx, ada.actor, { conversationId })).map(({ body }) => body)).toEqual(['second'])
})

test('only the author edits and deletes in a direct conversation, and nobody from outside does anything', async () => {
  for (const change of [
    () => editMessage(ctx, bob.actor, { ...target(), body: 'x' }),
    () => deleteMessage(ctx, bob.actor, target()),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: 'forbidden' })
  }
  for (const change of [
    () => editMessage(ctx, eve.actor, { ...target(), body: 'x' }),
    () => deleteMessage(ctx, eve.actor, target()),
    () => reactToMessage(ctx, eve.actor, { ...target(), emoji: '👍', on: true }),
    () => pinMessage(ctx, eve.actor, { ...target(), on: true }),
    () => listVersions(ctx, eve.actor, target()),
    () => getMessage(ctx, eve.actor, target()),
    () => listPins(ctx, eve.actor, { conversationId }),
  ]) {
    await expect(change()).rejects.toMatchObject({ code: 'not_found' })
  }
  expect(await headAndEvents()).toMatchObject({ revision: 1 })
})

describe('replies', () => {
  test('name a message of the same conversation, also one sent in the same array', async () => {
    const reply = await sendMessage(ctx, bob.actor, { conversationId, id: uuidv7(), body: 'reply', replyTo: message.id })
    expect(reply.message).toMatchObject({ replyTo: message.id, position: 2 })
    const first = uuidv7()
    const array = await sendMessages(ctx, bob.actor, {
      conversationId,
      messages: [
        { id: first, body: 'a' },
        { id: uuidv7(), body: 'b', replyTo: first },
      ],
    })
    expect(array[1]?.message).toMatchObject({ replyTo: first })
    const { messages } = await listHistory(ctx, ada.actor, { conversationId })
    expect(messages.map(({ replyTo }) => replyTo)).toEqual([null, message.id, null, first])
  })

  test('to a message of another conversation, or to none, are refused and nothing is stored', async () => {
    const elsewhere = (await openDirect(web, bob.actor, { userId: eve.actor.userId })).id
    const other = await sendNew(ctx, eve.actor, elsewhere)
    for (const replyTo of [other.id, uuidv7()]) {
      const send = sendMessage(ctx, bob.actor, { conversationId, id: uuidv7(), body: 'reply', replyTo })
      await expect(send).rejects.toMatchObject({ code: 'invalid_input' })
    }
    expect(await headAndEvents()).toMatchObject({ revision: 1 })
  })
})
