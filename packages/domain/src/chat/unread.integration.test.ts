import { type Conversation, unreadMax } from '@chatsphere/contracts'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  seededRandom,
  sendNew,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMembers, createGroup, leaveGroup } from '../groups/index.ts'
import { advanceRead } from './advance-read.ts'
import { deleteMessage } from './delete-message.ts'
import { editMessage } from './edit-message.ts'
import { listConversations } from './list-conversations.ts'
import { markUnread } from './mark-unread.ts'

const histories = 100
const actsPerHistory = 25

let database: TestDatabase
let ctx: TestCtx
let people: TestAccount[]
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  people = await Promise.all(['ada', 'bob', 'eve'].map((name) => createAccountFor(ctx, name)))
})
afterAll(() => database.drop())

/** Counts what the rule says, from the rows as they are. */
async function bruteForce(who: TestAccount, conversationId: string): Promise<number | undefined> {
  const { prisma } = database.open()
  const key = { conversationId, userId: who.actor.userId }
  const place = await prisma.participant.findUnique({ where: { conversationId_userId: key } })
  if (!place || place.leftAt) return undefined
  const rows = await prisma.message.findMany({ where: { conversationId } })
  const counted = rows.filter(
    (row) =>
      row.position > place.readPosition &&
      row.position >= place.historyFrom &&
      row.authorId !== who.actor.userId &&
      row.kind === 'user' &&
      !row.deletedAt,
  )
  return Math.min(counted.length, unreadMax)
}

test(`the unread of every summary is what a brute-force count gives, over ${histories} random histories`, async () => {
  const seed = Date.now() % 1_000_000
  const random = seededRandom(seed)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item
  const [ada, bob, eve] = people as [TestAccount, TestAccount, TestAccount]
  for (let history = 0; history < histories; history++) {
    const rule = pick(['full', 'from_joining'] as const)
    const memberIds = [bob.actor.userId]
    const input = { id: uuidv7(), kind: 'group', name: 'G', visibility: 'private', history: rule, memberIds } as const
    const { id: conversationId } = await createGroup(ctx, ada.actor, input)
    const sent: { id: string; by: TestAccount }[] = []
    let last = 1
    const acts = {
      async send() {
        const by = pick([ada, bob])
        const message = await sendNew(ctx, by.actor, conversationId)
        sent.push({ id: message.id, by })
        last = message.position
      },
      async remove() {
        const message = pick(sent)
        if (message) await deleteMessage(ctx, message.by.actor, { conversationId, id: message.id })
      },
      async edit() {
        const message = pick(sent)
        const edit = message && editMessage(ctx, message.by.actor, { conversationId, id: message.id, body: `${random()}` })
        await edit?.catch((error: unknown) => expect(error).toMatchObject({ code: 'not_found' }))
      },
      read: () => advanceRead(ctx, pick([ada, bob]).actor, { conversationId, position: Math.ceil(random() * last) }),
      async markUnread() {
        await markUnread(ctx, pick([ada, bob]).actor, { conversationId, position: Math.ceil(random() * last) })
      },
      async comeAndGo() {
        const isHere = (await bruteForce(eve, conversationId)) !== undefined
        if (isHere) await leaveGroup(ctx, eve.actor, { conversationId })
        else await addMembers(ctx, ada.actor, { conversationId, userIds: [eve.actor.userId] })
        last += 1
      },
    }
    for (let act = 0; act < actsPerHistory; act++) {
      await acts[pick(['send', 'send', 'send', 'remove', 'edit', 'read', 'markUnread', 'comeAndGo'] as const)]()
    }
    for (const who of people) {
      const summaries: Conversation[] = await listConversations(ctx, who.actor)
      const unread = summaries.find(({ id }) => id === conversationId)?.unread
      expect({ seed, history, unread }).toEqual({ seed, history, unread: await bruteForce(who, conversationId) })
    }
  }
}, 120_000)
