import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from '@playwright/test'

test('every page carries a policy with a nonce of its own, and its scripts that nonce', async ({ request }) => {
  const nonces = new Set<string>()
  const besideFiles = ['/icon.svgx', '/icons/nothing', '/socket.io/x', '/_next/image/x']
  for (const path of ['/sign-in', '/sign-up', '/nowhere', ...besideFiles]) {
    const answer = await request.get(path)
    const headers = answer.headers()
    const policy = headers['content-security-policy'] ?? ''
    const nonce = /script-src 'self' 'nonce-([0-9a-f]{32})' 'strict-dynamic';/.exec(policy)?.[1]
    expect(nonce, path).toBeDefined()
    nonces.add(nonce ?? '')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("object-src 'none'")
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin' })
    expect(headers['x-powered-by']).toBeUndefined()
    for (const [script] of (await answer.text()).matchAll(/<script[^>]*>/g)) expect(script).toContain(`nonce="${nonce}"`)
  }
  expect(nonces.size).toBe(3 + besideFiles.length)
})

test('a caller cannot choose the nonce', async ({ request }) => {
  const answer = await request.get('/sign-in', {
    headers: { 'x-nonce': 'chosen', 'content-security-policy': "script-src 'nonce-chosen'" },
  })
  expect(answer.headers()['content-security-policy']).not.toContain('chosen')
  expect(await answer.text()).not.toContain('nonce="chosen"')
})

test('calls are sealed off, not kept, and refused with a code whatever is asked', async ({ request }) => {
  const refusals = [
    ['/api/trpc/users.me', 401, 'unauthenticated'],
    ['/api/trpc/no.such', 404, 'not_found'],
    ['/api/nothing', 404, 'not_found'],
    ['/api/trpc', 404, 'not_found'],
  ] as const
  for (const [path, status, code] of refusals) {
    const answer = await request.get(path)
    expect([path, answer.status(), (await answer.json()).error.data.appCode]).toEqual([path, status, code])
    expect(answer.headers()).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
  }
  expect((await request.get('/api/trpc/users.me')).headers()['cache-control']).toBe('no-store')
})

test('every answer names its request', async ({ request }) => {
  for (const path of ['/sign-in', '/api/trpc/users.me', '/api/%']) {
    expect((await request.get(path)).headers()['x-request-id'], path).toMatch(/^[\da-f-]{36}$/)
  }
})

test('a call with a cookie from another site is refused', async ({ request, baseURL }) => {
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json()
  const username = `csrf${Date.now().toString(36)}`
  const account = { email: `${username}@example.org`, username, displayName: 'Csrf', password: 'a long enough password' }
  const registered = await request.post('/api/trpc/auth.register', { data: { ...account, ticket: true } })
  const { ticket } = (await registered.json()).result.data
  await request.post('/api/auth/callback/credentials', { form: { csrfToken, ticket, json: 'true' } })
  const ask = async (origin: string) => {
    const answer = await request.post('/api/trpc/auth.realtimeToken', { headers: { origin, 'content-type': 'application/json' } })
    return answer.status()
  }
  expect(await ask(baseURL ?? '')).toBe(200)
  expect(await ask('https://evil.example')).toBe(403)
  expect(await ask('null')).toBe(403)
  // The ticket was good once.
  await request.post('/api/auth/callback/credentials', { form: { csrfToken, ticket, json: 'true' } })
  const cookies = (await request.storageState()).cookies.filter((cookie) => cookie.name === 'chatsphere.session')
  expect(cookies).toMatchObject([{ httpOnly: true, sameSite: 'Lax' }])
})

test('what nobody of ours asks for is shut: metrics, next-auth beside signing in, actions of pages, conversion of pictures', async ({
  request,
}) => {
  const doors = ['session', 'providers', 'signin', 'signout', 'error', 'csrf?callbackUrl=https://evil.example']
  for (const door of doors) expect((await request.get(`/api/auth/${door}`)).status(), door).toBe(404)
  // Of what is for operators the public port answers /healthz alone.
  for (const path of ['/metrics', '/readyz']) expect((await request.get(path)).status(), path).toBe(404)
  expect((await request.get('/healthz')).status()).toBe(200)
  const log = { level: 'error', code: 'forged' }
  expect((await request.post('/api/auth/_log', { form: log })).status()).toBe(404)
  expect((await request.post('/api/auth/callback/credentials', { data: { ticket: {} } })).status()).toBe(404)
  expect((await request.post('/sign-in', { headers: { 'next-action': '0'.repeat(42) }, data: '[]' })).status()).toBe(405)
  expect((await request.get('/_next/image?url=%2Ficons%2Fapp-192.png&w=64&q=75')).status()).toBe(404)
})

test('a body that is too large is refused before it is read', async ({ baseURL }) => {
  const { hostname, port, host } = new URL(baseURL ?? '')
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.write(
    `POST /api/auth/callback/credentials HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000000\r\n\r\n`,
  )
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toContain(' 413 ')
  socket.destroy()
})

test('an upgrade to anything but the sockets is closed at once', async ({ baseURL }) => {
  const { hostname, port, host } = new URL(baseURL ?? '')
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.resume()
  socket.write(
    `GET /nope HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
  )
  await once(socket, 'close')
})
