import { createMemoryLimits } from '@chatsphere/engines'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  holdCommits,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testOrigin,
  untilSomebodyWaits,
} from '@chatsphere/testing'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { getMe } from '../users/index.ts'
import { changeEmail } from './change-email.ts'
import { changePassword } from './change-password.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { resendVerification } from './resend-verification.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'
import { verifyEmail } from './verify-email.ts'

const day = 24 * 60 * 60_000
let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
let oldAddress: string
let newAddress: string

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, `ada${uuidv7().slice(-12)}`)
  oldAddress = `${ada.username}@example.org`
  newAddress = `new-${ada.username}@example.org`
})

const open = (token: string) => verifyEmail(ctx, testOrigin, { token })
const linkTo = (address: string) => ctx.mailer.tokenFor(address, 'verify')
const ask = (email = newAddress, currentPassword = ada.password) => changeEmail(ctx, ada.actor, { currentPassword, email })
const address = async () => {
  const { email, emailVerified } = await getMe(ctx, ada.actor)
  return { email, emailVerified }
}
const isOver = { code: 'invalid_token' }

describe('confirming an address', () => {
  test('the link of the registration does it, once, and the own devices are told that something changed', async () => {
    expect(await address()).toEqual({ email: oldAddress, emailVerified: false })
    expect(ctx.mailer.sent).toMatchObject([{ to: oldAddress, text: expect.stringContaining(`${ctx.publicUrl}/verify#`) }])
    await open(linkTo(oldAddress))
    expect(await address()).toEqual({ email: oldAddress, emailVerified: true })
    expect(ctx.live.of('user:changed')).toMatchObject([{ from: 0, through: 1, own: { account: { id: ada.actor.userId } } }])
    await expect(open(linkTo(oldAddress))).rejects.toMatchObject(isOver)
    const { userId } = ada.actor
    const rows = await database.open().prisma.outbox.findMany({ where: { key: userId, topic: { startsWith: 'email.' } } })
    expect(rows).toMatchObject([{ topic: 'email.verified.v1', payload: { userId, userIds: [userId] } }])
  })

  test('of those who open a link at the same moment one does it', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => open(linkTo(oldAddress))))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('the link is good for a day, and another one can be had until it is done', async () => {
    const late = linkTo(oldAddress)
    ctx.advanceClock(day + 1)
    await expect(open(late)).rejects.toMatchObject(isOver)
    await resendVerification(ctx, ada.actor)
    await open(linkTo(oldAddress))
    const sent = ctx.mailer.sent.length
    await resendVerification(ctx, ada.actor)
    expect(ctx.mailer.sent).toHaveLength(sent)
  })

  test('an account asks for ten mails an hour', async () => {
    const limited = { ...ctx, limits: createMemoryLimits() }
    for (let count = 0; count < 10; count++) await resendVerification(limited, ada.actor)
    await expect(resendVerification(limited, ada.actor)).rejects.toMatchObject({ code: 'rate_limited' })
  })

  test('a disabled account confirms nothing', async () => {
    await ctx.db.prisma.user.update({ where: { id: ada.actor.userId }, data: { disabledAt: new Date() } })
    await expect(open(linkTo(oldAddress))).rejects.toMatchObject(isOver)
  })
})

describe('another address', () => {
  test('is confirmed there before it counts; the old one is told when it is asked for and when it is done', async () => {
    await ask()
    expect(await address()).toEqual({ email: oldAddress, emailVerified: false })
    expect(ctx.mailer.subjectsTo(newAddress)).toEqual(['Confirm your new e-mail address'])
    expect(ctx.mailer.subjectsTo(oldAddress).at(-1)).toBe('Your e-mail address is about to change')
    await open(linkTo(newAddress))
    expect(await address()).toEqual({ email: newAddress, emailVerified: true })
    expect(ctx.mailer.subjectsTo(oldAddress).at(-1)).toBe('Your e-mail address was changed')
    await signIn(ctx, testOrigin, { identifier: newAddress, password: ada.password })
    const old = signIn(ctx, testOrigin, { identifier: oldAddress, password: ada.password })
    await expect(old).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(await database.open().prisma.outbox.count({ where: { key: ada.actor.userId, topic: 'email.changed.v1' } })).toBe(1)
  })

  test('nobody who still reads the mails of the old one gets the account back to it', async () => {
    await ask()
    await open(linkTo(newAddress))
    await expect(open(linkTo(oldAddress))).rejects.toMatchObject(isOver)
    expect(await address()).toMatchObject({ email: newAddress })
  })

  test('leaves no link to the old one that was asked for at that very moment, neither to confirm it nor for a new password', async () => {
    await ask()
    const changing = holdCommits(ctx)
    const changed = verifyEmail(changing.ctx, testOrigin, { token: linkTo(newAddress) })
    await changing.written
    await requestPasswordReset(ctx, testOrigin, { email: oldAddress })
    const resent = resendVerification(ctx, ada.actor)
    await Promise.race([resent, untilSomebodyWaits(database.open())])
    changing.commit()
    await Promise.all([changed, resent])
    await expect(open(linkTo(oldAddress))).rejects.toMatchObject(isOver)
    const token = ctx.mailer.tokenFor(oldAddress, 'reset')
    await expect(resetPassword(ctx, testOrigin, { token, password: 'of somebody else' })).rejects.toMatchObject(isOver)
    expect(await address()).toEqual({ email: newAddress, emailVerified: true })
    await signIn(ctx, testOrigin, { identifier: newAddress, password: ada.password })
  })

  test('a change of the password ends one that somebody else has asked for', async () => {
    await ask()
    await changePassword(ctx, ada.actor, { currentPassword: ada.password, password: 'another long password' })
    await expect(open(linkTo(newAddress))).rejects.toMatchObject(isOver)
    expect(await address()).toMatchObject({ email: oldAddress })
  })

  test('needs the current password', async () => {
    const refusal = { code: 'invalid_credentials', fields: { currentPassword: expect.any(String) } }
    await expect(ask(newAddress, 'wrong')).rejects.toMatchObject(refusal)
    expect(ctx.mailer.subjectsTo(newAddress)).toEqual([])
  })

  test('is written to five times in an hour, whoever asks for it', async () => {
    const limits = createMemoryLimits()
    const askers = await Promise.all(Array.from({ length: 6 }, () => createAccountFor(ctx, `many${uuidv7().slice(-12)}`)))
    const asks = askers.map(({ actor, password }) =>
      changeEmail({ ...ctx, limits }, actor, { currentPassword: password, email: newAddress }),
    )
    const outcomes = await Promise.allSettled(asks)
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(refused).toEqual(['rate_limited'])
  })

  test('that has an account is answered like one that has none, told so there, and not given away', async () => {
    const bob = await createAccountFor(ctx, `bob${uuidv7().slice(-12)}`)
    const taken = `${bob.username}@example.org`
    const stored = await ctx.db.prisma.oneTimeToken.count()
    expect(await ask(taken)).toEqual(await ask())
    expect(await ctx.db.prisma.oneTimeToken.count()).toBe(stored + 2)
    expect(ctx.mailer.subjectsTo(taken)).toEqual(['Confirm your e-mail address', 'This address has an account already'])
    expect(ctx.mailer.subjectsTo(oldAddress).slice(1)).toEqual(Array(2).fill('Your e-mail address is about to change'))
    expect(await getMe(ctx, bob.actor)).toMatchObject({ email: taken })
  })

  test('that somebody has got in the meantime is theirs', async () => {
    await ask()
    const link = linkTo(newAddress)
    const bob = await createAccountFor(ctx, `new-${ada.username}`)
    await expect(open(link)).rejects.toMatchObject({ code: 'email_taken', fields: { email: expect.any(String) } })
    expect(await address()).toEqual({ email: oldAddress, emailVerified: false })
    expect(await getMe(ctx, bob.actor)).toMatchObject({ email: newAddress })
  })

  test('that is the present one is confirmed anew, or left as it is', async () => {
    const sent = () => ctx.mailer.subjectsTo(oldAddress)
    await ask(oldAddress)
    expect(sent()).toEqual(Array(2).fill('Confirm your e-mail address'))
    await open(linkTo(oldAddress))
    await ask(oldAddress)
    expect(sent()).toHaveLength(2)
  })
})
