import { createMemoryLimits } from '@chatsphere/engines'
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
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { rateLimits } from '../rate-limits.ts'
import { accessSession } from './access-session.ts'
import { claimAdmin } from './claim-admin.ts'
import { endSession } from './end-session.ts'
import { issueSetupToken } from './issue-setup-token.ts'
import { listSessions } from './list-sessions.ts'
import { redeemTicket } from './redeem-ticket.ts'
import { refreshTokens } from './refresh-tokens.ts'
import { registerAccount } from './register-account.ts'
import { revokeOtherSessions } from './revoke-other-sessions.ts'
import { revokeOwnSession } from './revoke-own-session.ts'
import { listEndedSessions } from './session-repository.ts'
import { signIn } from './sign-in.ts'

const minute = 60_000
let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, `ada${uuidv7().slice(-12)}`)
})

const registration = () => {
  const username = `new${uuidv7().slice(-12)}`
  return { email: `${username}@example.org`, username, displayName: 'New', password: 'long enough' }
}

describe('signing up', () => {
  test('a taken name or address is told at its field, and nothing is stored', async () => {
    const input = registration()
    await registerAccount(ctx, testOrigin, input)
    const sameName = registerAccount(ctx, testOrigin, { ...registration(), username: input.username })
    await expect(sameName).rejects.toMatchObject({ code: 'username_taken', fields: { username: expect.any(String) } })
    const another = registration()
    const sameAddress = registerAccount(ctx, testOrigin, { ...another, email: input.email })
    await expect(sameAddress).rejects.toMatchObject({ code: 'email_taken', fields: { email: expect.any(String) } })
    expect(await ctx.db.prisma.user.count({ where: { username: another.username } })).toBe(0)
  })

  test('the password is kept as argon2id only', async () => {
    const { passwordHash } = await ctx.db.prisma.credential.findUniqueOrThrow({ where: { userId: ada.actor.userId } })
    expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('signing in', () => {
  test('works by username and by address', async () => {
    for (const identifier of [ada.username, `${ada.username}@example.org`]) {
      const signedIn = await signIn(ctx, testOrigin, { identifier, password: ada.password })
      expect(signedIn.user.id).toBe(ada.actor.userId)
    }
  })

  test('a wrong password, an unknown name and a disabled account get the same answer', async () => {
    const disabled = await createAccountFor(ctx, `gone${uuidv7().slice(-12)}`)
    await ctx.db.prisma.user.update({ where: { id: disabled.actor.userId }, data: { disabledAt: new Date() } })
    const refusals = await Promise.allSettled([
      signIn(ctx, testOrigin, { identifier: ada.username, password: 'wrong' }),
      signIn(ctx, testOrigin, { identifier: 'nobody', password: 'wrong' }),
      signIn(ctx, testOrigin, { identifier: disabled.username, password: disabled.password }),
    ])
    const seen = refusals.map((refusal) =>
      refusal.status === 'rejected' ? `${refusal.reason.code} ${refusal.reason.message}` : '',
    )
    expect(new Set(seen).size).toBe(1)
    expect(seen[0]).toMatch(/^invalid_credentials/)
  })

  test('does the same work for an account that is not there: one password is checked, whoever is asked for', async () => {
    const disabled = await createAccountFor(ctx, `gone${uuidv7().slice(-12)}`)
    await ctx.db.prisma.user.update({ where: { id: disabled.actor.userId }, data: { disabledAt: new Date() } })
    for (const identifier of [ada.username, `${ada.username}@example.org`, disabled.username, 'nobody', 'nobody@example.org']) {
      let [checked, asked] = [0, 0]
      const verify = (hash: string | null, given: string) => {
        checked += 1
        return ctx.passwords.verify(hash, given)
      }
      const query: typeof ctx.db.query = (sql, values) => {
        asked += 1
        return ctx.db.query(sql, values)
      }
      const counted = { ...ctx, db: { ...ctx.db, query }, passwords: { ...ctx.passwords, verify } }
      const attempt = signIn(counted, testOrigin, { identifier, password: 'wrong' })
      await expect(attempt).rejects.toMatchObject({ code: 'invalid_credentials' })
      expect([identifier, checked, asked]).toEqual([identifier, 1, 1])
    }
  })

  test('is limited per account from whatever address, and a success gives the tries back', async () => {
    const limited = await createTestCtx(ctx.db, { limits: createMemoryLimits() })
    const attempt = (address: string, password: string) =>
      signIn(limited, { ...testOrigin, address }, { identifier: ada.username, password })
    for (let count = 0; count < 9; count++)
      await expect(attempt(`192.0.2.${count}`, 'wrong')).rejects.toMatchObject({ code: 'invalid_credentials' })
    await attempt('192.0.2.50', ada.password)
    for (let count = 0; count < 10; count++)
      await expect(attempt(`192.0.2.${100 + count}`, 'wrong')).rejects.toMatchObject({ code: 'invalid_credentials' })
    await expect(attempt('192.0.2.200', ada.password)).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: expect.any(Number),
    })
  })

  test('is limited per address, whatever names are tried, and an IPv6 network is one address', async () => {
    const limits = createMemoryLimits()
    const limited = { ...ctx, limits, passwords: { ...ctx.passwords, verify: async () => false } }
    for (const addressOf of [() => '192.0.2.7', (count: number) => `2001:db8:1:2::${count}`]) {
      const attempt = (count: number) =>
        signIn(limited, { ...testOrigin, address: addressOf(count) }, { identifier: `nobody${uuidv7()}`, password: 'wrong' })
      for (let count = 0; count < 60; count++) await expect(attempt(count)).rejects.toMatchObject({ code: 'invalid_credentials' })
      await expect(attempt(60)).rejects.toMatchObject({ code: 'rate_limited' })
    }
  })

  test('is limited for all addresses together, before a password is hashed', async () => {
    const limits = createMemoryLimits()
    await limits.consume('signInEverywhere', 'all', rateLimits.signInEverywhere.points)
    let checked = 0
    const verify = async () => {
      checked += 1
      return false
    }
    const limited = { ...ctx, limits, passwords: { ...ctx.passwords, verify } }
    const attempt = signIn(limited, testOrigin, { identifier: ada.username, password: ada.password })
    await expect(attempt).rejects.toMatchObject({ code: 'rate_limited' })
    expect(checked).toBe(0)
  })

  test('a ticket is good once, for a minute, even for two that redeem it at the same moment', async () => {
    const ticketOf = async () => {
      const signedIn = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password, ticket: true })
      if (!('ticket' in signedIn)) throw new Error('A ticket was asked for')
      return signedIn.ticket
    }
    const ticket = await ticketOf()
    const both = await Promise.allSettled([redeemTicket(ctx, testOrigin, ticket), redeemTicket(ctx, testOrigin, ticket)])
    expect(both.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
    const late = await ticketOf()
    ctx.advanceClock(minute + 1)
    await expect(redeemTicket(ctx, testOrigin, late)).rejects.toMatchObject({ code: 'invalid_token' })
  })
})

describe("one's own sessions", () => {
  test('are listed with the asking one marked, and one that is revoked is out at once', async () => {
    const other = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password })
    if (!('tokens' in other)) throw new Error('A program gets tokens')
    const sessions = await listSessions(ctx, ada.actor)
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true])
    const stranger = sessions.find(({ current }) => !current)
    if (!stranger) throw new Error('There are two')
    expect(stranger).toMatchObject({ kind: 'program', device: 'test', ...testOrigin })

    await revokeOwnSession(ctx, ada.actor, { sessionId: stranger.id })
    await revokeOwnSession(ctx, ada.actor, { sessionId: stranger.id })
    expect(ctx.live.endedSessions).toContain(stranger.id)
    await expect(accessSession(ctx, stranger.id)).rejects.toMatchObject({ code: 'session_revoked' })
    const refresh = refreshTokens(ctx, testOrigin, { refreshToken: other.tokens.refreshToken })
    await expect(refresh).rejects.toMatchObject({ code: 'session_revoked' })
    expect(await listSessions(ctx, ada.actor)).toMatchObject([{ id: ada.actor.sessionId, current: true }])
    const ended = await database.open().prisma.outbox.count({
      where: { topic: 'session.ended.v1', payload: { path: ['sessionId'], equals: stranger.id } },
    })
    expect(ended).toBe(1)
  })

  test('all but the asking one are signed out at once, or that one too', async () => {
    const other = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password })
    if (!('tokens' in other)) throw new Error('A program gets tokens')
    await revokeOtherSessions(ctx, ada.actor, {})
    expect(await listSessions(ctx, ada.actor)).toMatchObject([{ id: ada.actor.sessionId }])
    const refresh = refreshTokens(ctx, testOrigin, { refreshToken: other.tokens.refreshToken })
    await expect(refresh).rejects.toMatchObject({ code: 'session_revoked' })
    expect(ctx.live.endedSessions).toHaveLength(1)
    await revokeOtherSessions(ctx, ada.actor, { current: true })
    await expect(accessSession(ctx, ada.actor.sessionId)).rejects.toMatchObject({ code: 'session_revoked' })
    const events = await database.open().prisma.outbox.count({ where: { topic: 'session.ended.v1', key: ada.actor.userId } })
    expect(events).toBe(2)
  })

  test("cannot be somebody else's", async () => {
    const bob = await createAccountFor(ctx, `bob${uuidv7().slice(-12)}`)
    for (const sessionId of [bob.actor.sessionId, uuidv7()]) {
      await expect(revokeOwnSession(ctx, ada.actor, { sessionId })).rejects.toMatchObject({ code: 'not_found' })
    }
    await accessSession(ctx, bob.actor.sessionId)
  })
})

describe('refreshing', () => {
  test('20 parallel refreshes of one token give one successor', async () => {
    const input = { refreshToken: ada.tokens.refreshToken }
    const answers = await Promise.all(Array.from({ length: 20 }, () => refreshTokens(ctx, testOrigin, input)))
    expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1)
    expect(await ctx.db.prisma.refreshToken.count({ where: { sessionId: ada.actor.sessionId } })).toBe(2)
  })

  test('a token that comes back after the grace revokes the whole family', async () => {
    const first = ada.tokens.refreshToken
    const { refreshToken: second } = await refreshTokens(ctx, testOrigin, { refreshToken: first })
    ctx.advanceClock(31_000)
    await expect(refreshTokens(ctx, testOrigin, { refreshToken: first })).rejects.toMatchObject({ code: 'session_revoked' })
    await expect(refreshTokens(ctx, testOrigin, { refreshToken: second })).rejects.toMatchObject({ code: 'session_revoked' })
    await expect(accessSession(ctx, ada.actor.sessionId)).rejects.toMatchObject({ code: 'session_revoked' })
    expect(ctx.live.endedSessions).toEqual([ada.actor.sessionId])
  })

  test('an unknown token is refused', async () => {
    await expect(refreshTokens(ctx, testOrigin, { refreshToken: 'made up' })).rejects.toMatchObject({ code: 'invalid_token' })
  })
})

describe('tokens', () => {
  test('one of another purpose, another key, or that is over does not verify', async () => {
    const { token: realtime } = await ctx.tokens.sign('realtime', ada.actor)
    expect(await ctx.tokens.verify(['access'], realtime)).toBeNull()
    expect(await ctx.tokens.verify(['realtime'], realtime)).toMatchObject({ userId: ada.actor.userId })
    const [header, payload] = realtime.split('.')
    const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`
    expect(await ctx.tokens.verify(['access'], unsigned)).toBeNull()
    expect(await ctx.tokens.verify(['realtime'], `${header}.${payload}.AAAA`)).toBeNull()
    ctx.advanceClock(16 * minute)
    expect(await ctx.tokens.verify(['access'], ada.tokens.accessToken)).toBeNull()
  })

  test('signing out ends the session and its sockets; repeating it changes nothing', async () => {
    await endSession(ctx, ada.actor)
    await endSession(ctx, ada.actor)
    await expect(accessSession(ctx, ada.actor.sessionId)).rejects.toMatchObject({ code: 'session_revoked' })
    const events = await database.open().prisma.outbox.findMany({ where: { key: ada.actor.userId, topic: 'session.ended.v1' } })
    expect(events).toHaveLength(1)
  })
})

test('a revocation is dated by the clock of the database: a process whose own is late cannot hide it from the nodes', async () => {
  ctx.advanceClock(-10 * minute)
  await endSession(ctx, ada.actor)
  expect(await listEndedSessions(ctx.db, 30)).toContain(ada.actor.sessionId)
})

describe('the first admin', () => {
  test('is made with the newest set-up link, once; with an admin there is no link', async () => {
    const old = await issueSetupToken({ databaseUrl: database.url })
    const setupToken = await issueSetupToken({ databaseUrl: database.url })
    if (!old || !setupToken) throw new Error('There is no admin yet')
    await expect(claimAdmin(ctx, testOrigin, { ...registration(), setupToken: old })).rejects.toMatchObject({
      code: 'invalid_token',
    })
    // A name that is taken does not use the link up.
    const taken = { ...registration(), username: ada.username, setupToken }
    await expect(claimAdmin(ctx, testOrigin, taken)).rejects.toMatchObject({ code: 'username_taken' })
    const signedIn = await claimAdmin(ctx, testOrigin, { ...registration(), setupToken })
    expect(signedIn.user.role).toBe('admin')
    await expect(claimAdmin(ctx, testOrigin, { ...registration(), setupToken })).rejects.toMatchObject({ code: 'invalid_token' })
    expect(await issueSetupToken({ databaseUrl: database.url })).toBeNull()
  })
})
