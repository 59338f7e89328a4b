import { createMemoryLimits } from '@chatsphere/engines'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testOrigin,
  until,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { changePassword } from './change-password.ts'
import { listSessions } from './list-sessions.ts'
import { redeemTicket } from './redeem-ticket.ts'
import { registerAccount } from './register-account.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'

const hour = 60 * 60_000
const password = 'another long password'
let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let email: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, `ada${uuidv7().slice(-12)}`)
  email = `${ada.username}@example.org`
})

const signInWith = (given: string) => signIn(ctx, testOrigin, { identifier: ada.username, password: given })
const change = (currentPassword = ada.password, next = password) =>
  changePassword(ctx, ada.actor, { currentPassword, password: next })

async function resetLink(): Promise<string> {
  await requestPasswordReset(ctx, testOrigin, { email })
  return ctx.mailer.tokenFor(email, 'reset')
}

async function events(topic: string) {
  const rows = await database.open().prisma.outbox.findMany({ where: { topic, key: ada.actor.userId } })
  return rows.map(({ payload }) => payload)
}

describe('a password that was forgotten', () => {
  test('is set anew with the mailed link: the old one is worth nothing, all sessions end, and a mail tells of it', async () => {
    await signInWith(ada.password)
    const token = await resetLink()
    await resetPassword(ctx, testOrigin, { token, password })
    expect(await listSessions(ctx, ada.actor)).toEqual([])
    expect(ctx.live.endedSessions).toHaveLength(2)
    expect(await events('session.ended.v1')).toHaveLength(2)
    expect(await events('password.changed.v1')).toEqual([{ userId: ada.actor.userId, how: 'reset' }])
    expect(ctx.mailer.subjectsTo(email).at(-1)).toBe('You have a new password')
    await expect(signInWith(ada.password)).rejects.toMatchObject({ code: 'invalid_credentials' })
    await signInWith(password)
  })

  test('of those who race for one link one gets it, and it works never again', async () => {
    const token = await resetLink()
    const tries = ['the first password', 'the second password', 'the third password']
    const outcomes = await Promise.allSettled(tries.map((given) => resetPassword(ctx, testOrigin, { token, password: given })))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    await signInWith(tries[outcomes.findIndex(({ status }) => status === 'fulfilled')] ?? '')
    await expect(resetPassword(ctx, testOrigin, { token, password })).rejects.toMatchObject({ code: 'invalid_token' })
  })

  test('a link that is unknown, of another purpose, over, or from before a change is refused', async () => {
    const refused = async (token: string) =>
      expect(resetPassword(ctx, testOrigin, { token, password })).rejects.toMatchObject({ code: 'invalid_token' })
    await refused('made up')
    await refused(ctx.mailer.tokenFor(email, 'verify'))
    const earlier = await resetLink()
    await change(ada.password, 'changed in between')
    await refused(earlier)
    const late = await resetLink()
    ctx.advanceClock(hour + 1)
    await refused(late)
    await signInWith('changed in between')
  })

  test('is asked for with the same answer and the same work, whether there is an account, it is disabled, or there is none', async () => {
    const gone = await createAccountFor(ctx, `gone${uuidv7().slice(-12)}`)
    await ctx.db.prisma.user.update({ where: { id: gone.actor.userId }, data: { disabledAt: new Date() } })
    const addresses = [email, `${gone.username}@example.org`, `nobody${uuidv7()}@example.org`]
    const before = ctx.mailer.sent.length
    for (const address of addresses) {
      const stored = await ctx.db.prisma.oneTimeToken.count()
      expect(await requestPasswordReset(ctx, testOrigin, { email: address })).toBeUndefined()
      expect(await ctx.db.prisma.oneTimeToken.count()).toBe(stored + 1)
    }
    expect(ctx.mailer.sent.slice(before).map(({ to }) => to)).toEqual([email])
  })

  test('is asked for without waiting for the mail, and a mail that cannot be sent is told to nobody but the operator', async () => {
    const faults: unknown[] = []
    const onMailFault = (error: unknown) => void faults.push(error)
    const silent = { ...ctx, mailer: { send: () => new Promise<void>(() => undefined) } }
    const failing = { ...ctx, onMailFault, mailer: { send: () => Promise.reject(new Error('no mail today')) } }
    expect(await requestPasswordReset(silent, testOrigin, { email })).toBeUndefined()
    expect(await requestPasswordReset(failing, testOrigin, { email })).toBeUndefined()
    await until(() => faults.length > 0)
    expect(faults).toMatchObject([{ message: 'no mail today' }])
  })

  test.each(['an account', 'nobody'])('is asked for five times in an hour for %s', async (whose) => {
    const limited = await createTestCtx(ctx.db, { limits: createMemoryLimits() })
    const address = whose === 'nobody' ? `nobody${uuidv7()}@example.org` : email
    const ask = (from: number) => requestPasswordReset(limited, { ...testOrigin, address: `192.0.2.${from}` }, { email: address })
    for (let count = 0; count < 5; count++) await ask(count)
    await expect(ask(6)).rejects.toMatchObject({ code: 'rate_limited' })
  })
})

describe('changing the password', () => {
  test('ends the other sessions and no other, and a mail tells of it', async () => {
    await signInWith(ada.password)
    await change()
    expect(await listSessions(ctx, ada.actor)).toMatchObject([{ id: ada.actor.sessionId, current: true }])
    expect(ctx.live.endedSessions).toHaveLength(1)
    expect(await events('password.changed.v1')).toEqual([{ userId: ada.actor.userId, how: 'changed' }])
    expect(ctx.mailer.subjectsTo(email).at(-1)).toBe('Your password was changed')
    await signInWith(password)
  })

  test('needs the current one: ten wrong ones and no more are tried, a right one gives the tries back', async () => {
    const limited = { ...ctx, limits: createMemoryLimits() }
    const attempt = (currentPassword: string) => changePassword(limited, ada.actor, { currentPassword, password: ada.password })
    const wrong = { code: 'invalid_credentials', fields: { currentPassword: expect.any(String) } }
    for (let count = 0; count < 9; count++) await expect(attempt('wrong')).rejects.toMatchObject(wrong)
    await attempt(ada.password)
    for (let count = 0; count < 10; count++) await expect(attempt('wrong')).rejects.toMatchObject(wrong)
    await expect(attempt(ada.password)).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('of two changes at one moment the second finds that its current password is none any more', async () => {
    const outcomes = await Promise.allSettled([
      change(ada.password, 'the first password'),
      change(ada.password, 'the second one'),
    ])
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(refused).toEqual(['invalid_credentials'])
  })
})

describe('what an old password let in', () => {
  test('somebody whose password was being checked while it was replaced is not let in', async () => {
    const { promise: checked, resolve: tellChecked } = Promise.withResolvers<void>()
    const { promise: replaced, resolve: goOn } = Promise.withResolvers<void>()
    const slow = {
      ...ctx,
      passwords: {
        ...ctx.passwords,
        async verify(hash: string | null, given: string) {
          const matches = await ctx.passwords.verify(hash, given)
          tellChecked()
          await replaced
          return matches
        },
      },
    }
    const late = signIn(slow, testOrigin, { identifier: ada.username, password: ada.password })
    await checked
    await change()
    goOn()
    await expect(late).rejects.toMatchObject({ code: 'invalid_credentials' })
  })

  test('a ticket from before is worth nothing after', async () => {
    const signedIn = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password, ticket: true })
    await change()
    const ticket = 'ticket' in signedIn ? signedIn.ticket : ''
    await expect(redeemTicket(ctx, testOrigin, ticket)).rejects.toMatchObject({ code: 'invalid_token' })
  })

  test('of sign-ins and redeemed tickets that race with a reset none leaves a session behind', async () => {
    for (let round = 0; round < 3; round++) {
      const current = round === 0 ? ada.password : `password of round ${round}`
      const tickets = await Promise.all(
        Array.from({ length: 4 }, () => signIn(ctx, testOrigin, { identifier: ada.username, password: current, ticket: true })),
      )
      const token = await resetLink()
      await Promise.allSettled([
        ...Array.from({ length: 4 }, () => signInWith(current)),
        resetPassword(ctx, testOrigin, { token, password: `password of round ${round + 1}` }),
        ...tickets.map((signedIn) => redeemTicket(ctx, testOrigin, 'ticket' in signedIn ? signedIn.ticket : '')),
      ])
      expect(await listSessions(ctx, ada.actor)).toEqual([])
    }
  })
})

describe('a password that everybody would try first', () => {
  const refused = { code: 'invalid_input', fields: { password: expect.any(String) } }

  test.each(['password1', 'PassWord1', 'its username', 'its address', 'its mailbox'])('is refused: %s', async (which) => {
    const name = `new${uuidv7().slice(-12)}`
    const given = { 'its username': name, 'its address': `box-${name}@example.org`, 'its mailbox': `Box-${name}` }[which] ?? which
    const input = { email: `box-${name}@example.org`, username: name, displayName: 'New', password: given }
    await expect(registerAccount(ctx, testOrigin, input)).rejects.toMatchObject(refused)
    expect(await ctx.db.prisma.user.count({ where: { username: name } })).toBe(0)
  })

  test('is refused as a new one too, and the link stays good for a better one', async () => {
    await expect(change(ada.password, 'password1')).rejects.toMatchObject(refused)
    const token = await resetLink()
    await expect(resetPassword(ctx, testOrigin, { token, password: ada.username })).rejects.toMatchObject(refused)
    await resetPassword(ctx, testOrigin, { token, password })
  })
})
