import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testOrigin,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { accessSession, listSessions, signIn } from '../auth/index.ts'
import type { Actor } from '../context.ts'
import { deleteOwnAccount } from './delete-own-account.ts'
import { disableOwnAccount } from './disable-own-account.ts'
import { endAccountSessions } from './end-account-sessions.ts'
import { listAccountSessions } from './list-account-sessions.ts'
import { listAccounts } from './list-accounts.ts'
import { setDisabled } from './set-disabled.ts'
import { setGlobalRole } from './set-global-role.ts'

let database: TestDatabase
let ctx: TestCtx
let boss: TestAccount
let ada: TestAccount

// A server of its own for each: who is the last admin is a question to all accounts.
beforeEach(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  boss = await makeAdmin(await createAccountFor(ctx, 'boss', 'Boss'))
  ada = await createAccountFor(ctx, 'ada', 'Ada Lovelace')
})
afterEach(() => database.drop())

async function makeAdmin(account: TestAccount): Promise<TestAccount> {
  await ctx.db.prisma.user.update({ where: { id: account.actor.userId }, data: { role: 'admin' } })
  return { ...account, actor: { ...account.actor, role: 'admin' } }
}
const roleOf = async ({ actor }: TestAccount) => (await accessSession(ctx, actor.sessionId)).role
const own = ({ password }: TestAccount) => ({ currentPassword: password })

/** Everything that takes an admin away from the server. */
const ends = {
  'demoted by themselves': (who: TestAccount) => setGlobalRole(ctx, who.actor, { userId: who.actor.userId, role: 'user' }),
  'disabled by themselves as an admin': (who: TestAccount) =>
    setDisabled(ctx, who.actor, { userId: who.actor.userId, disabled: true }),
  'disabled by themselves': (who: TestAccount) => disableOwnAccount(ctx, who.actor, own(who)),
  deleted: (who: TestAccount) => deleteOwnAccount(ctx, who.actor, own(who)),
} as const

describe.each(Object.keys(ends) as (keyof typeof ends)[])('an admin who would be %s', (end) => {
  test('stays if they are the last one who can act, and may go as soon as there is another', async () => {
    const disabled = await makeAdmin(await createAccountFor(ctx, 'away'))
    await setDisabled(ctx, boss.actor, { userId: disabled.actor.userId, disabled: true })
    await expect(ends[end](boss)).rejects.toMatchObject({ code: 'last_admin' })
    expect(await roleOf(boss)).toBe('admin')
    await makeAdmin(ada)
    await ends[end](boss)
    const admins = await ctx.db.prisma.user.findMany({ where: { role: 'admin', disabledAt: null } })
    expect(admins.map(({ id }) => id)).toEqual([ada.actor.userId])
  })

  test('stays if all others go at the same moment: one is left, whoever it is', async () => {
    const admins = [boss, await makeAdmin(ada), await makeAdmin(await createAccountFor(ctx, 'third'))]
    const outcomes = await Promise.allSettled(admins.map((who) => ends[end](who)))
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(refused).toEqual(['last_admin'])
    expect(await ctx.db.prisma.user.count({ where: { role: 'admin', disabledAt: null } })).toBe(1)
  })
})

describe('roles', () => {
  test('hold from the next request on, and the own devices are told', async () => {
    expect(await setGlobalRole(ctx, boss.actor, { userId: ada.actor.userId, role: 'moderator' })).toMatchObject({
      role: 'moderator',
      username: 'ada',
    })
    expect(await roleOf(ada)).toBe('moderator')
    expect(ctx.live.of('user:changed')).toMatchObject([{ own: { account: { id: ada.actor.userId, role: 'moderator' } } }])
    const payload = { userId: ada.actor.userId, userIds: [ada.actor.userId], actorId: boss.actor.userId, role: 'moderator' }
    const events = await database.open().prisma.outbox.findMany({ where: { topic: 'user.role_changed.v1' } })
    expect(events.map((event) => event.payload)).toEqual([payload])
  })

  test('that somebody has already take no revision', async () => {
    await setGlobalRole(ctx, boss.actor, { userId: ada.actor.userId, role: 'user' })
    await setGlobalRole(ctx, boss.actor, { userId: boss.actor.userId, role: 'admin' })
    expect(ctx.live.emitted).toEqual([])
  })

  test('of two admins who demote each other at the same moment one stays', async () => {
    const other = await makeAdmin(ada)
    const demote = (by: TestAccount, whom: TestAccount) =>
      setGlobalRole(ctx, by.actor, { userId: whom.actor.userId, role: 'user' })
    const outcomes = await Promise.allSettled([demote(boss, other), demote(other, boss)])
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(refused).toEqual(['forbidden'])
    expect(await ctx.db.prisma.user.count({ where: { role: 'admin' } })).toBe(1)
  })
})

describe('the right of an admin', () => {
  const acts = {
    setRole: (actor: Actor) => setGlobalRole(ctx, actor, { userId: ada.actor.userId, role: 'moderator' }),
    setDisabled: (actor: Actor) => setDisabled(ctx, actor, { userId: ada.actor.userId, disabled: true }),
    endSessions: (actor: Actor) => endAccountSessions(ctx, actor, { userId: ada.actor.userId }),
  } as const

  test.each(Object.keys(acts) as (keyof typeof acts)[])('is looked at again in the transaction of %s', async (name) => {
    // As accessSession made it a moment before the demotion.
    const was = { ...(await createAccountFor(ctx, 'was')).actor, role: 'admin' as const }
    await expect(acts[name](was)).rejects.toMatchObject({ code: 'forbidden' })
    await accessSession(ctx, ada.actor.sessionId)
    expect(await roleOf(ada)).toBe('user')
  })

  test.each(Object.keys(acts) as (keyof typeof acts)[])('ends when they are disabled: %s', async (name) => {
    const other = await makeAdmin(await createAccountFor(ctx, 'other'))
    await setDisabled(ctx, boss.actor, { userId: other.actor.userId, disabled: true })
    await expect(acts[name](other.actor)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('accounts', () => {
  const names = async (input: Parameters<typeof listAccounts>[2]) =>
    (await listAccounts(ctx, boss.actor, input)).accounts.map(({ username }) => username)

  test('are listed with what an admin has to know, the newest first', async () => {
    const [first, second] = (await listAccounts(ctx, boss.actor, {})).accounts
    expect(first).toMatchObject({ username: 'ada', email: 'ada@example.org', emailVerified: false, role: 'user', sessions: 1 })
    expect(first?.lastUsedAt).toEqual(expect.any(String))
    expect(second).toMatchObject({ username: 'boss', role: 'admin', disabledAt: null })
  })

  test('are found by a part of name, username or address, by role and by state', async () => {
    await createAccountFor(ctx, 'x_y', 'Grace Hopper')
    await setDisabled(ctx, boss.actor, { userId: ada.actor.userId, disabled: true })
    const gone = await createAccountFor(ctx, 'gone')
    await deleteOwnAccount(ctx, gone.actor, own(gone))
    expect(await names({ query: 'LOVELACE' })).toEqual(['ada'])
    expect(await names({ query: 'oss@exam' })).toEqual(['boss'])
    expect(await names({ query: 'x_y' })).toEqual(['x_y'])
    expect(await names({ query: '_' })).toEqual(['x_y'])
    expect(await names({ role: 'admin' })).toEqual(['boss'])
    expect(await names({ state: 'disabled' })).toEqual(['ada'])
    expect(await names({ state: 'active' })).toEqual(['x_y', 'boss'])
    expect((await listAccounts(ctx, boss.actor, { state: 'deleted' })).accounts).toMatchObject([
      { id: gone.actor.userId, email: null, deleted: true, sessions: 0 },
    ])
  })

  test('come in pages that follow each other without a gap', async () => {
    for (let index = 0; index < 4; index++) await createAccountFor(ctx, `page${index}`)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listAccounts(ctx, boss.actor, { limit: 4, ...(cursor && { cursor }) })
      seen.push(...page.accounts.map(({ username }) => username))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen).toEqual(['page3', 'page2', 'page1', 'page0', 'ada', 'boss'])
  })
})

describe('the sessions of somebody', () => {
  test('are seen, and ended one by one or all', async () => {
    for (let count = 0; count < 2; count++) await signIn(ctx, testOrigin, { identifier: 'ada', password: ada.password })
    const { userId } = ada.actor
    const sessions = await listAccountSessions(ctx, boss.actor, { userId })
    expect(sessions).toHaveLength(3)
    expect(sessions[0]).toEqual(expect.objectContaining({ device: 'test', address: testOrigin.address }))
    expect(sessions[0]).not.toHaveProperty('current')

    await endAccountSessions(ctx, boss.actor, { userId, sessionId: ada.actor.sessionId })
    await expect(accessSession(ctx, ada.actor.sessionId)).rejects.toMatchObject({ code: 'session_revoked' })
    expect(ctx.live.endedSessions).toEqual([ada.actor.sessionId])
    // Not hers.
    await endAccountSessions(ctx, boss.actor, { userId, sessionId: boss.actor.sessionId })
    await accessSession(ctx, boss.actor.sessionId)
    await endAccountSessions(ctx, boss.actor, { userId })
    expect(await listSessions(ctx, ada.actor)).toEqual([])
    expect(ctx.live.endedSessions).toHaveLength(3)
    expect(await database.open().prisma.outbox.count({ where: { topic: 'session.ended.v1', key: userId } })).toBe(3)
  })

  test('of nobody cannot be ended', async () => {
    const ending = endAccountSessions(ctx, boss.actor, { userId: uuidv7() })
    await expect(ending).rejects.toMatchObject({ code: 'not_found' })
  })
})
