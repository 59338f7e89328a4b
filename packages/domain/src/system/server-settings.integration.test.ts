import { bodyCodePointsMax, defaultServerSettings, type UpdateServerSettingsInput } from '@chatsphere/contracts'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  sendNew,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { editMessage, openDirect, sendMessage, sendMessages, syncChat } from '../chat/index.ts'
import type { Actor } from '../context.ts'
import { getServerSettings } from '../server-settings/index.ts'
import { listServerSettings } from './list-server-settings.ts'
import { updateServerSettings } from './update-server-settings.ts'

let database: TestDatabase
let ctx: TestCtx
let admin: Actor
let user: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  user = (await createAccountFor(ctx, 'ada')).actor
  admin = { ...(await createAccountFor(ctx, 'boss')).actor, role: 'admin' }
})
afterAll(() => database.drop())

test('a change holds for every process as soon as it is answered, and its history says whose it was', async () => {
  const defaults = defaultServerSettings
  expect(await listServerSettings(ctx, admin)).toEqual({ version: 0, settings: defaults, history: [] })
  const closed = await updateServerSettings(ctx, admin, { version: 0, settings: { registration: 'closed' } })
  const settings = { ...defaults, registration: 'closed' as const }
  expect(closed).toEqual({
    version: 1,
    settings,
    history: [{ version: 1, settings, changedBy: 'boss', changedAt: expect.any(String) }],
  })
  const other = await createTestCtx(database.open('chatsphere_web'))
  await expect(createAccountFor(other, 'late')).rejects.toMatchObject({ code: 'forbidden' })
  expect(await getServerSettings(database.open('chatsphere_workers'))).toEqual(settings)
  await updateServerSettings(other, admin, { version: 1, settings: { registration: 'open', outboxRetentionDays: 1 } })
  await createAccountFor(ctx, 'late')
  const events = await database.open().prisma.outbox.findMany({ where: { topic: 'server_settings.changed.v1' } })
  expect(events).toHaveLength(2)
})

test('of two who change the same version one is told that the other was faster', async () => {
  const { version } = await listServerSettings(ctx, admin)
  const change = (outboxRetentionDays: number) => updateServerSettings(ctx, admin, { version, settings: { outboxRetentionDays } })
  const outcomes = await Promise.allSettled([change(3), change(4)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'edit_conflict' } })
})

test('nobody but an admin sees or changes them, and no process can rewrite their history', async () => {
  await expect(listServerSettings(ctx, user)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(updateServerSettings(ctx, user, { version: 0, settings: {} })).rejects.toMatchObject({ code: 'forbidden' })
  for (const role of ['chatsphere_web', 'chatsphere_realtime', 'chatsphere_workers'] as const) {
    await expect(database.open(role).prisma.serverSettings.deleteMany()).rejects.toThrow()
  }
})

/** Sets what a test needs on whatever version there is. */
async function set(settings: UpdateServerSettingsInput['settings']): Promise<void> {
  const { version } = await listServerSettings(ctx, admin)
  await updateServerSettings(ctx, admin, { version, settings })
}

describe('what every message is asked', () => {
  let conversationId: string
  let node: TestCtx
  beforeAll(async () => {
    node = await createTestCtx(database.open('chatsphere_realtime'))
    const peer = await createAccountFor(ctx, 'peer')
    conversationId = (await openDirect(ctx, user, { userId: peer.actor.userId })).id
  })
  afterEach(() => set(defaultServerSettings))
  const writing = async () => (await syncChat(node, user, { have: [] })).own?.writing

  test('the longest message is that of this moment; what was stored before is answered and changed as ever', async () => {
    const long = { conversationId, id: uuidv7(), body: '🌊'.repeat(20) }
    const { message } = await sendMessage(node, user, long)
    await set({ messageLengthMax: 10 })
    expect(await writing()).toEqual({ allowed: true, lengthMax: 10 })
    expect(await sendMessage(node, user, long)).toEqual({ message, duplicate: true })
    const refused = { code: 'invalid_input', message: expect.stringContaining('10') }
    await expect(sendNew(node, user, conversationId, 'x'.repeat(11))).rejects.toMatchObject(refused)
    const many = [uuidv7(), uuidv7()].map((id, index) => ({ id, body: 'x'.repeat(10 + index) }))
    await expect(sendMessages(node, user, { conversationId, messages: many })).rejects.toMatchObject(refused)
    await sendNew(node, user, conversationId, '🌊'.repeat(10))
    const edit = (body: string) => editMessage(node, user, { conversationId, id: long.id, body })
    await expect(edit('x'.repeat(11))).rejects.toMatchObject(refused)
    expect(await edit(long.body)).toMatchObject({ duplicate: true })
    expect((await edit('short')).message.body).toBe('short')
    await set({ messageLengthMax: bodyCodePointsMax })
    await sendNew(node, user, conversationId, 'x'.repeat(11))
  })

  test('where the server asks for a confirmed address nobody without one writes', async () => {
    await set({ unverifiedMayWrite: false })
    expect(await writing()).toMatchObject({ allowed: false })
    await expect(sendNew(node, user, conversationId, 'no')).rejects.toMatchObject({ code: 'forbidden' })
    await database.open().prisma.credential.update({ where: { userId: user.userId }, data: { emailVerifiedAt: new Date() } })
    expect(await writing()).toMatchObject({ allowed: true })
    await sendNew(node, user, conversationId, 'yes')
  })

  test('a node knows who has a confirmed address, and not which', async () => {
    await expect(node.db.prisma.credential.findFirst({ select: { email: true } })).rejects.toThrow()
  })
})

test('a version that does not know a setting, or knows one more, is read all the same', async () => {
  const { version } = await listServerSettings(ctx, admin)
  const settings = { registration: 'open', ofTheFuture: 1 }
  await database.open().prisma.serverSettings.create({ data: { version: version + 1, settings, changedBy: admin.userId } })
  expect(await getServerSettings(ctx.db)).toMatchObject(defaultServerSettings)
})
