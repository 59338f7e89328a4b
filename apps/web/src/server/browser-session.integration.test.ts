import { loadConfig } from '@chatsphere/config'
import { type Actor, endSession, signIn } from '@chatsphere/domain'
import { deriveSecret } from '@chatsphere/engines'
import { createLogger } from '@chatsphere/runtime'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
  testAuthSecret,
  testOrigin,
} from '@chatsphere/testing'
import { NextRequest } from 'next/server'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticateRequest } from './authenticate-request.ts'
import { authorizeTicket, nextAuthOptions } from './browser-session.ts'
import type { Composition } from './composition.ts'

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
})
afterAll(() => database.drop())
beforeEach(async () => {
  ada = await createAccountFor(ctx, `ada${crypto.randomUUID().slice(-12)}`)
})

function compositionAt(publicUrl?: string): Composition {
  const given = { DATABASE_URL: database.url, AUTH_SECRET: testAuthSecret, ...(publicUrl && { PUBLIC_URL: publicUrl }) }
  return { config: loadConfig(given), logger: createLogger('web', 'silent'), ctx }
}

const address = 'https://chat.example.org'
const secretOf = (authSecret: string) => deriveSecret(authSecret, 'browser-session').toString('base64url')
const cookieFor = (sid: string, authSecret = testAuthSecret) => encode({ token: { sid }, secret: secretOf(authSecret) })

async function outcomeOf(request: {
  method?: string
  origin?: string
  host?: string
  cookie?: string
  bearer?: string
  at?: string
}): Promise<string> {
  const { method = 'POST', origin, host = 'chat.example.org', cookie, bearer, at = address } = request
  const name = at.startsWith('https:') ? '__Host-chatsphere.session' : 'chatsphere.session'
  const headers = {
    host,
    ...(origin !== undefined && { origin }),
    ...(cookie !== undefined && { cookie: `${name}=${cookie}` }),
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
  }
  const answer = authenticateRequest(compositionAt(at), new NextRequest(`${at}/api/trpc/x`, { method, headers }))
  return answer.then(
    ({ userId }: Actor) => (userId === ada.actor.userId ? 'ada' : 'somebody else'),
    (error: { code: string }) => error.code,
  )
}

describe('the cookie of a browser', () => {
  test('is bound to the host, out of the reach of scripts, and not sent along by what other sites ask', () => {
    const { cookies, useSecureCookies } = nextAuthOptions(compositionAt(address))
    expect(useSecureCookies).toBe(true)
    expect(cookies?.sessionToken).toEqual({
      name: '__Host-chatsphere.session',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: true },
    })
  })

  test('over plain HTTP has no prefix, which browsers would refuse, and is out of the reach of scripts all the same', () => {
    expect(nextAuthOptions(compositionAt('http://localhost:3000')).cookies?.sessionToken).toEqual({
      name: 'chatsphere.session',
      options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false },
    })
  })

  test('lets in for anything but reading only if the page is ours: no origin, another one, or that of a file is refused', async () => {
    const cookie = await cookieFor(ada.actor.sessionId)
    expect(await outcomeOf({ cookie, origin: address })).toBe('ada')
    for (const origin of [undefined, 'https://evil.example', 'null', 'http://chat.example.org', `${address}.evil.example`]) {
      expect(await outcomeOf({ cookie, ...(origin !== undefined && { origin }) }), String(origin)).toBe('forbidden')
    }
    expect(await outcomeOf({ cookie, origin: 'https://evil.example', host: 'evil.example' })).toBe('forbidden')
    expect(await outcomeOf({ cookie, method: 'GET' })).toBe('ada')
  })

  test('that we have not made lets nobody in', async () => {
    const forged = await cookieFor(ada.actor.sessionId, `${testAuthSecret}!`)
    for (const cookie of [forged, ada.actor.sessionId, '', 'a.b.c.d.e']) {
      expect(await outcomeOf({ cookie, origin: address })).toBe('unauthenticated')
    }
    const at = 'http://localhost:3000'
    const cookie = await cookieFor(ada.actor.sessionId)
    expect(await outcomeOf({ cookie, at, origin: at, host: 'localhost:3000' })).toBe('ada')
  })

  test('is worth nothing once its session has ended', async () => {
    const cookie = await cookieFor(ada.actor.sessionId)
    await endSession(ctx, ada.actor)
    expect(await outcomeOf({ cookie, origin: address })).toBe('session_revoked')
  })
})

describe('a program', () => {
  test('shows an access token, whatever page it is on; one for sockets is worth nothing here', async () => {
    expect(await outcomeOf({ bearer: ada.tokens.accessToken })).toBe('ada')
    const { token } = await ctx.tokens.sign('realtime', ada.actor)
    expect(await outcomeOf({ bearer: token })).toBe('unauthenticated')
    expect(await outcomeOf({ bearer: ada.tokens.refreshToken })).toBe('unauthenticated')
    expect(await outcomeOf({})).toBe('unauthenticated')
  })

  test('with a token that is wrong is not let in by the cookie beside it', async () => {
    const cookie = await cookieFor(ada.actor.sessionId)
    expect(await outcomeOf({ bearer: 'made.up.token', cookie, origin: address })).toBe('unauthenticated')
  })
})

test('a ticket opens a session once; whatever is none opens none, and nothing is said of why', async () => {
  const signedIn = await signIn(ctx, testOrigin, { identifier: ada.username, password: ada.password, ticket: true })
  const ticket = 'ticket' in signedIn ? signedIn.ticket : ''
  const at = compositionAt(address)
  const headers = { 'user-agent': 'test', 'x-chatsphere-client-address': '192.0.2.1' }
  for (const none of [undefined, null, '', 'made up', {}, ['x'], 7]) expect(await authorizeTicket(at, none, headers)).toBeNull()
  const opened = await authorizeTicket(at, ticket, headers)
  expect(opened).toEqual({ id: ada.actor.userId, sid: expect.any(String) })
  expect(await outcomeOf({ cookie: await cookieFor(opened?.sid ?? ''), origin: address })).toBe('ada')
  expect(await authorizeTicket(at, ticket, headers)).toBeNull()
})
