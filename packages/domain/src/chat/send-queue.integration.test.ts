import type { SendResult } from '@chatsphere/contracts'
import { runAsRequest } from '@chatsphere/db'
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
import { openDirect } from './open-direct.ts'
import { sendMessage, sendMessages } from './send-message.ts'
import { syncChat } from './sync-chat.ts'

let database: TestDatabase
let ctx: TestCtx
let web: TestCtx
let ada: TestAccount
let bob: TestAccount
let stranger: TestAccount

beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_realtime'))
  web = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(web, 'ada')
  bob = await createAccountFor(web, 'bob')
  stranger = await createAccountFor(web, 'stranger')
})
afterAll(() => database.drop())

async function newConversation(): Promise<string> {
  const other = await createAccountFor(web, `peer${uuidv7().slice(-12)}`)
  const conversation = await openDirect(web, ada.actor, { userId: other.actor.userId })
  return conversation.id
}

async function stored(conversationId: string) {
  return ctx.db.prisma.message.findMany({ where: { conversationId }, orderBy: { position: 'asc' } })
}

describe('many senders to one conversation', () => {
  test('16 racing senders who repeat the same ids get positions 1..n, no error and no duplicate', async () => {
    const { id: conversationId } = await openDirect(web, ada.actor, { userId: bob.actor.userId })
    // Three processes, so that the races go through PostgreSQL and not only through one queue.
    const nodes = [ctx, await createTestCtx(database.open('chatsphere_realtime')), web]
    const perSender = 25
    const results = await Promise.all(
      Array.from({ length: 16 }, async (_, sender) => {
        const { actor } = sender % 2 === 0 ? ada : bob
        const answers: SendResult[] = []
        for (let count = 0; count < perSender; count++) {
          const input = { conversationId, id: uuidv7(), body: `${sender}/${count}` }
          // The same id at the same moment through two nodes, and once more after both.
          const [one, other] = nodes.slice((sender + count) % 2)
          if (!one || !other) throw new Error('There are three nodes')
          const racing = await Promise.all([sendMessage(one, actor, input), sendMessage(other, actor, input)])
          const repeated = await sendMessage(one, actor, { ...input, body: 'another body' })
          expect(racing.map((result) => result.duplicate).sort()).toEqual([false, true])
          expect(racing[0]?.message).toEqual(racing[1]?.message)
          expect(repeated).toEqual({ message: racing[0]?.message, duplicate: true })
          answers.push(...racing)
        }
        return answers
      }),
    )
    const total = 16 * perSender
    const rows = await stored(conversationId)
    expect(rows.map((row) => Number(row.position))).toEqual(Array.from({ length: total }, (_, index) => index + 1))
    expect(new Set(rows.map((row) => row.revision)).size).toBe(total)
    expect(new Set(rows.map((row) => row.id)).size).toBe(total)
    const positions = new Map(rows.map((row) => [row.id, Number(row.position)]))
    for (const { message } of results.flat()) expect(message.position).toBe(positions.get(message.id))
    const times = rows.map((row) => row.createdAt.getTime())
    expect(times).toEqual([...times].sort((one, other) => one - other))
    const events = await database.open().prisma.outbox.findMany({ where: { key: conversationId, topic: 'message.created.v1' } })
    expect(events.length).toBe(total)
    const head = await ctx.db.prisma.conversation.findUniqueOrThrow({ where: { id: conversationId } })
    expect([Number(head.lastPosition), Number(head.revision)]).toEqual([total, total])
  })

  test('exactly one of the joined calls of one process answers duplicate: false', async () => {
    const conversationId = await newConversation()
    const input = { conversationId, id: uuidv7(), body: 'once' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => sendMessage(ctx, ada.actor, input)))
    expect(answers.filter((answer) => !answer.duplicate)).toHaveLength(1)
    expect(await stored(conversationId)).toHaveLength(1)
  })
})

describe('one bad message in a batch', () => {
  let conversationId: string
  beforeEach(async () => {
    conversationId = await newConversation()
  })

  test('fails alone: its neighbours are stored, in order, and its refusal names the cause', async () => {
    // The schema refuses NUL at the wall; here it reaches PostgreSQL, which refuses the whole statement.
    const bodies = ['one', 'two', 'b\0d', 'three', 'four']
    const outcomes = await Promise.allSettled(
      bodies.map((body) => sendMessage(ctx, ada.actor, { conversationId, id: uuidv7(), body })),
    )
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect(outcomes[2]).toMatchObject({ reason: { code: 'invalid_input' } })
    const rows = await stored(conversationId)
    expect(rows.map((row) => row.body)).toEqual(['one', 'two', 'three', 'four'])
    expect(rows.map((row) => Number(row.position))).toEqual([1, 2, 3, 4])
  })

  test('does not hold up another conversation of the same batch', async () => {
    const [other, third] = [await newConversation(), await newConversation()]
    const outcomes = await Promise.allSettled([
      sendMessage(ctx, ada.actor, { conversationId: other, id: uuidv7(), body: 'first, opens the batch' }),
      sendMessage(ctx, ada.actor, { conversationId, id: uuidv7(), body: 'b\0d' }),
      sendMessage(ctx, ada.actor, { conversationId: third, id: uuidv7(), body: 'fine' }),
    ])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await stored(conversationId)).toHaveLength(0)
  })

  test('an array is stored whole or not at all', async () => {
    const taken = uuidv7()
    const [first] = await sendMessages(ctx, ada.actor, { conversationId, messages: [{ id: taken, body: 'mine' }] })
    expect(first?.message.position).toBe(1)
    const ids = [uuidv7(), uuidv7()]
    const messages = ids.map((id) => ({ id, body: id }))
    const stranged = sendMessages(ctx, stranger.actor, { conversationId, messages })
    await expect(stranged).rejects.toMatchObject({ code: 'not_found' })
    const results = await sendMessages(ctx, ada.actor, { conversationId, messages: [{ id: taken, body: 'mine' }, ...messages] })
    expect(results.map((result) => [result.message.position, result.duplicate])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ])
  })
})

describe('who may send', () => {
  test('a stranger gets not_found, for a conversation that is there as for one that is not', async () => {
    const conversationId = await newConversation()
    for (const target of [conversationId, uuidv7()]) {
      const send = sendMessage(ctx, stranger.actor, { conversationId: target, id: uuidv7(), body: 'hello' })
      await expect(send).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await stored(conversationId)).toHaveLength(0)
  })

  test('the id of another author is a conflict for a member and tells a stranger nothing', async () => {
    const { id: conversationId } = await openDirect(web, ada.actor, { userId: bob.actor.userId })
    const id = uuidv7()
    await sendMessage(ctx, ada.actor, { conversationId, id, body: 'mine' })
    await expect(sendMessage(ctx, bob.actor, { conversationId, id, body: 'no, mine' })).rejects.toMatchObject({
      code: 'id_conflict',
    })
    await expect(sendMessage(ctx, stranger.actor, { conversationId, id, body: 'or mine' })).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test("one's own stored id is answered for ever, also after having left", async () => {
    const conversationId = await newConversation()
    const input = { conversationId, id: uuidv7(), body: 'before leaving' }
    const first = await sendMessage(ctx, ada.actor, input)
    await database.open().prisma.participant.update({
      where: { conversationId_userId: { conversationId, userId: ada.actor.userId } },
      data: { leftAt: new Date() },
    })
    const { id, position, createdAt } = first.message
    expect(await sendMessage(ctx, ada.actor, input)).toEqual({
      message: { conversationId, id, position, createdAt },
      duplicate: true,
    })
    await expect(sendMessage(ctx, ada.actor, { ...input, id: uuidv7() })).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('nobody writes to an account that is disabled; what was written stays', async () => {
  const gone = await createAccountFor(web, `gone${uuidv7().slice(-12)}`)
  const { id: conversationId } = await openDirect(web, ada.actor, { userId: gone.actor.userId })
  await sendMessage(ctx, ada.actor, { conversationId, id: uuidv7(), body: 'before' })
  await web.db.prisma.user.update({ where: { id: gone.actor.userId }, data: { disabledAt: new Date() } })
  const send = sendMessage(ctx, ada.actor, { conversationId, id: uuidv7(), body: 'after' })
  await expect(send).rejects.toMatchObject({ code: 'forbidden' })
  const { conversations } = await syncChat(web, ada.actor, { have: [] })
  expect(conversations.find(({ id }) => id === conversationId)).toMatchObject({ capabilities: [], lastPosition: 1 })
})

test('live events of one batch cover its revisions without a gap and go to both members', async () => {
  const conversationId = await newConversation()
  const quiet = await createTestCtx(database.open('chatsphere_realtime'))
  await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      sendMessage(quiet, ada.actor, { conversationId, id: uuidv7(), body: String(index) }),
    ),
  )
  const events = quiet.live.of('message:changed')
  let cursor = 0
  for (const event of events) {
    expect(event.from).toBe(cursor)
    expect(event.messages?.map((message) => message.revision)).toEqual(
      Array.from({ length: event.through - event.from }, (_, index) => event.from + index + 1),
    )
    cursor = event.through
  }
  expect(cursor).toBe(12)
  expect(events.length).toBeLessThan(12)
  for (const { rooms } of quiet.live.emitted) expect(rooms).toHaveLength(2)
})

test('the events of one batch have each the id of its own request', async () => {
  const conversationId = await newConversation()
  const sends = Array.from({ length: 12 }, (_, index) => ({ id: uuidv7(), requestId: index === 0 ? null : `request-${index}` }))
  await Promise.all(
    sends.map(({ id, requestId }) => {
      const send = () => sendMessage(ctx, ada.actor, { conversationId, id, body: 'x' })
      return requestId === null ? send() : runAsRequest(requestId, send)
    }),
  )
  const rows = await database.open().prisma.outbox.findMany({ where: { topic: 'message.created.v1', key: conversationId } })
  const requestOf = new Map(rows.map(({ payload, requestId }) => [(payload as { messageId: string }).messageId, requestId]))
  for (const { id, requestId } of sends) expect(requestOf.get(id)).toBe(requestId)
})
