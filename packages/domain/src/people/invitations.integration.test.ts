import type { CreateInvitationInput, RegisterInput } from '@chatsphere/contracts'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestCtx,
  type TestDatabase,
  testOrigin,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerAccount } from '../auth/index.ts'
import type { Actor } from '../context.ts'
import { updateServerSettings } from '../system/index.ts'
import { createInvitation } from './create-invitation.ts'
import { listInvitations } from './list-invitations.ts'
import { revokeInvitation } from './revoke-invitation.ts'

let database: TestDatabase
let ctx: TestCtx
let admin: Actor
let user: Actor
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  user = (await createAccountFor(ctx, 'ada')).actor
  admin = { ...(await createAccountFor(ctx, 'boss')).actor, role: 'admin' }
  await updateServerSettings(ctx, admin, { version: 0, settings: { registration: 'invitation' } })
})
afterAll(() => database.drop())

const invite = (over: Partial<CreateInvitationInput> = {}) => createInvitation(ctx, admin, { id: uuidv7(), ...over })
function register(invitation: string | null | undefined, over: Partial<RegisterInput> = {}) {
  const username = `n${uuidv7().slice(-12)}`
  const person = { email: `${username}@example.org`, username, displayName: 'New', password: 'a password of mine' }
  return registerAccount(ctx, testOrigin, { ...person, ...over, ...(invitation && { invitation }) })
}
const stateOf = async (id: string) => (await listInvitations(ctx, admin)).find((invitation) => invitation.id === id)

test('by invitation means: with the code of one that is open, and with no other', async () => {
  await expect(register(null)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(register('made up')).rejects.toMatchObject({ code: 'forbidden' })
  const { id, code } = await invite()
  const { user: registered } = await register(code)
  expect(await stateOf(id)).toMatchObject({ code, uses: 1, createdBy: 'boss' })
  const { payload } = await database.open().prisma.outbox.findFirstOrThrow({
    where: { topic: 'user.registered.v1', key: registered.id },
  })
  expect(payload).toEqual({ userId: registered.id, invitationId: id })
})

test('twenty who use an invitation for five at once are five', async () => {
  const { id, code } = await invite({ usesMax: 5 })
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => register(code)))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'forbidden' })
  }
  expect(await stateOf(id)).toMatchObject({ uses: 5, code: null })
})

test('a registration that fails uses nothing up', async () => {
  const { id, code } = await invite({ usesMax: 1 })
  await expect(register(code, { username: 'ada' })).rejects.toMatchObject({ code: 'username_taken' })
  expect(await stateOf(id)).toMatchObject({ uses: 0 })
  await register(code)
})

test('an invitation that is over or revoked lets nobody in', async () => {
  const [over, revoked] = [await invite({ expiresInSeconds: 60 }), await invite()]
  await database.open().prisma.registrationInvitation.update({ where: { id: over.id }, data: { expiresAt: new Date() } })
  expect(await revokeInvitation(ctx, admin, { invitationId: revoked.id })).toMatchObject({
    code: null,
    revokedAt: expect.any(String),
  })
  for (const { code } of [over, revoked]) await expect(register(code)).rejects.toMatchObject({ code: 'forbidden' })
})

test('the same id again is the same invitation; its code is nowhere stored', async () => {
  const input = { id: uuidv7(), usesMax: 2 }
  const [one, two] = await Promise.all([createInvitation(ctx, admin, input), createInvitation(ctx, admin, input)])
  expect(two).toEqual(one)
  const stored = await database.open().prisma.registrationInvitation.findUniqueOrThrow({ where: { id: input.id } })
  expect(JSON.stringify(stored)).not.toContain(one.code)
  expect(await database.open().prisma.outbox.count({ where: { key: input.id } })).toBe(1)
})

test('nobody but an admin makes, sees or ends one', async () => {
  const { id } = await invite()
  const tries = [
    () => createInvitation(ctx, user, { id: uuidv7() }),
    () => listInvitations(ctx, user),
    () => revokeInvitation(ctx, user, { invitationId: id }),
  ]
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
})
