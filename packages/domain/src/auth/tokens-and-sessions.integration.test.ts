import { statement } from '@chatsphere/db'
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
import { accessSession, accessUsedSession } from './access-session.ts'
import { claimAdmin } from './claim-admin.ts'
import { issueSetupToken } from './issue-setup-token.ts'
import { listSessions } from './list-sessions.ts'
import { redeemTicket } from './redeem-ticket.ts'
import { refreshTokens } from './refresh-tokens.ts'
import { requestPasswordReset } from './request-password-reset.ts'
import { resetPassword } from './reset-password.ts'
import { signIn } from './sign-in.ts'
import { verifyEmail } from './verify-email.ts'

const day = 24 * 60 * 60_000
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

async function newTicket(): Promise<string> {
  const signedIn = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password, ticket: true })
  if (!('ticket' in signedIn)) throw new Error('A ticket was asked for')
  return signedIn.ticket
}
const newBrowser = async () => (await redeemTicket(ctx, testOrigin, await newTicket())).sessionId
const isOver = { code: 'session_revoked' }

describe('a session', () => {
  test('has an id of its own at each sign-in, of a browser as of a program', async () => {
    const ids = [ada.actor.sessionId, await newBrowser(), await newBrowser()]
    const signedIn = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password })
    const subject = 'tokens' in signedIn ? await ctx.tokens.verify(['access'], signedIn.tokens.accessToken) : null
    ids.push(subject?.sessionId ?? '')
    expect(new Set(ids).size).toBe(4)
    expect((await listSessions(ctx, ada.actor)).map(({ id }) => id).sort()).toEqual(ids.sort())
  })

  test('of a browser that nobody used for 30 days is over', async () => {
    const sessionId = await newBrowser()
    ctx.advanceClock(30 * day - 60_000)
    await accessSession(ctx, sessionId)
    ctx.advanceClock(2 * 60_000)
    await expect(accessUsedSession(ctx, sessionId)).rejects.toMatchObject(isOver)
  })

  test('is over after 90 days however busy it was, and its refresh token with it', async () => {
    const { sessionId } = ada.actor
    let { refreshToken } = ada.tokens
    for (let days = 0; days < 88; days += 22) {
      ctx.advanceClock(22 * day)
      await accessSession(ctx, sessionId)
      refreshToken = (await refreshTokens(ctx, testOrigin, { refreshToken })).refreshToken
    }
    ctx.advanceClock(2 * day + 60_000)
    await expect(accessSession(ctx, sessionId)).rejects.toMatchObject(isOver)
    await expect(refreshTokens(ctx, testOrigin, { refreshToken })).rejects.toMatchObject(isOver)
  })

  test('of a program that does not refresh for 30 days gets no token any more', async () => {
    ctx.advanceClock(30 * day + 60_000)
    const { refreshToken } = ada.tokens
    await expect(refreshTokens(ctx, testOrigin, { refreshToken })).rejects.toMatchObject({ code: 'invalid_token' })
  })
})

describe('a refresh token', () => {
  test('is replaced at each use by another one, of which only the last is good for the next', async () => {
    const seen = new Set([ada.tokens.refreshToken])
    let { refreshToken } = ada.tokens
    for (let count = 0; count < 3; count++) {
      refreshToken = (await refreshTokens(ctx, testOrigin, { refreshToken })).refreshToken
      seen.add(refreshToken)
    }
    expect(seen.size).toBe(4)
  })
})

/** Everything that may be shown to be let in, with the one door that it is for. */
async function everyToken() {
  const setup = await issueSetupToken({ databaseUrl: database.url })
  await requestPasswordReset(ctx, testOrigin, { email })
  return {
    ticket: await newTicket(),
    setup: setup ?? '',
    verify: ctx.mailer.tokenFor(email, 'verify'),
    reset: ctx.mailer.tokenFor(email, 'reset'),
    refresh: ada.tokens.refreshToken,
    access: ada.tokens.accessToken,
    realtime: (await ctx.tokens.sign('realtime', ada.actor)).token,
    password: ada.password,
  }
}
type Token = keyof Awaited<ReturnType<typeof everyToken>>

const doors: Readonly<Record<Exclude<Token, 'access' | 'realtime' | 'password'>, (token: string) => Promise<unknown>>> = {
  ticket: (token) => redeemTicket(ctx, testOrigin, token),
  setup: (setupToken) =>
    claimAdmin(ctx, testOrigin, {
      setupToken,
      email: 'boss@example.org',
      username: `boss${uuidv7().slice(-12)}`,
      displayName: 'Boss',
      password: 'another long password',
    }),
  verify: (token) => verifyEmail(ctx, testOrigin, { token }),
  reset: (token) => resetPassword(ctx, testOrigin, { token, password: 'another long password' }),
  refresh: (refreshToken) => refreshTokens(ctx, testOrigin, { refreshToken }),
}

describe('a token', () => {
  test.each(Object.keys(doors) as (keyof typeof doors)[])(
    'of another purpose does not open the door of %s, and is not used up there',
    async (door) => {
      const tokens = await everyToken()
      for (const [name, token] of Object.entries(tokens)) {
        if (name === door) continue
        await expect(doors[door](token), name).rejects.toMatchObject({ code: 'invalid_token' })
      }
      await redeemTicket(ctx, testOrigin, tokens.ticket)
      await verifyEmail(ctx, testOrigin, { token: tokens.verify })
    },
  )

  test('is kept as a hash only, of whichever kind', async () => {
    const { access, realtime, ...kept } = await everyToken()
    const rows = await Promise.all(
      [
        'auth_schema.one_time_token',
        'auth_schema.refresh_token',
        'auth_schema.session',
        'auth_schema.credential',
        'event_schema.outbox',
      ].map((table) =>
        database.open().query<{ row: string }>(statement(`test ${table}`, `SELECT t::text AS row FROM ${table} t`)),
      ),
    )
    const stored = rows
      .flat()
      .map(({ row }) => row)
      .join('\n')
    expect(stored).toContain(email)
    for (const [name, token] of Object.entries({ ...kept, access, realtime })) {
      expect(stored.includes(token), name).toBe(false)
      expect(stored.includes(Buffer.from(token).toString('hex')), name).toBe(false)
    }
  })
})
