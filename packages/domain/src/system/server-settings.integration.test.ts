import { createAccountFor, createTestCtx, createTestDatabase, type TestCtx, type TestDatabase } from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
  const defaults = { registration: 'open', outboxRetentionDays: 7 }
  expect(await listServerSettings(ctx, admin)).toEqual({ version: 0, settings: defaults, history: [] })
  const closed = await updateServerSettings(ctx, admin, { version: 0, settings: { registration: 'closed' } })
  const settings = { ...defaults, registration: 'closed' }
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
