import { DatabaseUnavailable } from '@chatsphere/db'
import {
  createAccountFor,
  createTestCtx,
  createTestDatabase,
  startApiServer,
  type TestAccount,
  type TestCtx,
  type TestDatabase,
} from '@chatsphere/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A UUIDv7 of no importance. */
const newId = () => crypto.randomUUID().replace(/^(.{14})4/, '$17')

let database: TestDatabase
let ctx: TestCtx
let ada: TestAccount
beforeAll(async () => {
  database = await createTestDatabase()
  ctx = await createTestCtx(database.open('chatsphere_web'))
  ada = await createAccountFor(ctx, 'ada')
})
afterAll(() => database.drop())

interface Answer {
  error: { message: string; data: { appCode: string; fields?: Record<string, string> } }
}

async function call(api: { url: string }, path: string, init: { body?: unknown; token?: string | null } = {}) {
  const token = init.token === undefined ? ada.tokens.accessToken : init.token
  const response = await fetch(`${api.url}/api/trpc/${path}`, {
    method: init.body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(init.body !== undefined && { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
  })
  const { error } = (await response.json()) as Answer
  return [response.status, error.data.appCode, error] as const
}

const since = (receiptsSince: string) => ({ body: { have: [], receiptsSince } })

test('an outage is 503 unavailable, never a refusal: the outcome is unknown', async () => {
  const away = { ...ctx, sends: { send: () => Promise.reject(new DatabaseUnavailable(new Error('away'))) } }
  const api = await startApiServer(away, 'http://test.invalid')
  const body = { conversationId: newId(), id: newId(), body: 'x' }
  const [status, code, { message }] = await call(api, 'chat.send', { body })
  expect([status, code]).toEqual([503, 'unavailable'])
  expect(message).toContain('same id')
  await expect(api.close()).rejects.toThrow('faults')
})

test.each([
  ['no token', 'users.me', { token: null }, 401, 'unauthenticated'],
  ['what is not there', `users.get?input=${encodeURIComponent(JSON.stringify({ userId: newId() }))}`, {}, 404, 'not_found'],
  ['a path that is not there', 'users.nothing', {}, 404, 'not_found'],
  ['a query as POST of a mutation', 'chat.send', {}, 405, 'invalid_input'],
  ['no JSON', 'chat.send', { body: '{' }, 400, 'invalid_input'],
  ['a year that PostgreSQL does not have', 'chat.sync', since('0000-01-01T00:00:00Z'), 400, 'invalid_input'],
  ['a second that has no end', 'chat.sync', since(`2026-01-01T00:00:00.${'0'.repeat(300)}Z`), 400, 'invalid_input'],
  ['a NUL in a name', 'auth.login', { body: { identifier: 'a\0b', password: 'x' } }, 400, 'invalid_input'],
  ['a wrong password', 'auth.login', { body: { identifier: 'ada', password: 'x' } }, 401, 'invalid_credentials'],
])('%s has a stable code and a 4xx status', async (_name, path, init, status, code) => {
  const api = await startApiServer(ctx, 'http://test.invalid')
  expect((await call(api, path, init)).slice(0, 2)).toEqual([status, code])
  await api.close()
})

test('inputs at fault are named', async () => {
  const api = await startApiServer(ctx, 'http://test.invalid')
  const body = { email: 'no', username: 'x', displayName: '', password: 'short' }
  const [, , { data }] = await call(api, 'auth.register', { body })
  expect(Object.keys(data.fields ?? {}).sort()).toEqual(['displayName', 'email', 'password', 'username'])
  await api.close()
})
