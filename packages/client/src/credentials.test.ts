import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTokenCredentials } from './credentials.ts'

interface Asked {
  path: string
  token: string | undefined
}

let asked: Asked[]
/** The access tokens that the server takes. */
let valid: Set<string>
let lifetimeMs: number
let issued: number

const tokens = (number: number, leftMs = lifetimeMs) => ({
  accessToken: `access${number}`,
  accessTokenExpiresAt: new Date(Date.now() + leftMs).toISOString(),
  refreshToken: `refresh${number}`,
  refreshTokenExpiresAt: new Date(Date.now() + 60 * 24 * 60 * 60_000).toISOString(),
})

/** Answers as the API would: a batch for a batch, the refresh with the next pair of tokens. */
async function serve(input: string | URL, init?: { headers?: { authorization?: string } }): Promise<Response> {
  const path = new URL(String(input)).pathname.replace('/api/trpc/', '')
  const token = init?.headers?.authorization?.replace('Bearer ', '')
  asked.push({ path, token })
  if (path === 'auth.refresh') {
    issued++
    valid.add(`access${issued}`)
    return Response.json([{ result: { data: tokens(issued) } }])
  }
  const refused = { error: { code: -32001, message: '', data: { appCode: 'unauthenticated' } } }
  const answers = path.split(',').map(() => (valid.has(token ?? '') ? { result: { data: { id: 'me' } } } : refused))
  return Response.json(answers, { status: valid.has(token ?? '') ? 200 : 401 })
}

const refreshes = () => asked.filter((request) => request.path === 'auth.refresh').length

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  asked = []
  issued = 1
  valid = new Set(['access1'])
  lifetimeMs = 15 * 60_000
  vi.stubGlobal('fetch', serve)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const url = 'http://test.invalid'

test('a token is used until a minute before it is over, then refreshed once for all who wait', async () => {
  const kept: string[] = []
  const credentials = createTokenCredentials(url, tokens(1), ({ accessToken }) => kept.push(accessToken))
  expect((await credentials.realtimeToken()).token).toBe('access1')
  vi.setSystemTime(Date.now() + 14 * 60_000)
  const [realtime, again] = await Promise.all([credentials.realtimeToken(), credentials.realtimeToken()])
  expect([realtime.token, again.token, refreshes(), kept]).toEqual(['access2', 'access2', 1, ['access2']])
})

test('calls that are refused as unauthenticated refresh once and are tried again once', async () => {
  valid.clear()
  const credentials = createTokenCredentials(url, tokens(1))
  const me = credentials.calls.users.me
  expect(await Promise.all([me.query(), me.query()])).toEqual([{ id: 'me' }, { id: 'me' }])
  expect(asked.map((request) => request.token)).toEqual(['access1', undefined, 'access2'])
})

test('one that is refused again with the new token rejects', async () => {
  valid.clear()
  const credentials = createTokenCredentials(url, tokens(1))
  vi.stubGlobal('fetch', async (input: string, init: { headers?: { authorization?: string } }) => {
    const response = await serve(input, init)
    valid.clear()
    return response
  })
  await expect(credentials.calls.users.me.query()).rejects.toMatchObject({ data: { appCode: 'unauthenticated' } })
  expect([refreshes(), asked.length]).toEqual([1, 3])
})

test('a socket’s token that was refused is replaced, a later one is not', async () => {
  const credentials = createTokenCredentials(url, tokens(1))
  expect((await credentials.realtimeToken('access1')).token).toBe('access2')
  expect((await credentials.realtimeToken('access1')).token).toBe('access2')
  expect(refreshes()).toBe(1)
})

test('a clock that runs ahead of the server’s refreshes at most once a minute', async () => {
  lifetimeMs = -60 * 60_000
  const credentials = createTokenCredentials(url, tokens(1))
  for (let second = 0; second < 59; second++) {
    await credentials.realtimeToken()
    vi.setSystemTime(Date.now() + 1_000)
  }
  expect(refreshes()).toBe(1)
})
