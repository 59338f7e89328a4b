import { NextRequest } from 'next/server'
import { afterEach, expect, test, vi } from 'vitest'
import { proxy } from './proxy.ts'

function headersOf(given: Record<string, string> = {}, url = 'http://chat.example.org/chat') {
  const { headers } = proxy(new NextRequest(url, { headers: { host: 'chat.example.org', ...given } }))
  return headers
}
const policyOf = (given: Record<string, string> = {}) => headersOf(given).get('content-security-policy') ?? ''
const directive = (policy: string, name: string) => policy.split('; ').find((each) => each.startsWith(`${name} `))

afterEach(() => vi.unstubAllEnvs())

test('scripts run by a nonce that is another one each time, and none that is inline without it', () => {
  const nonces = [policyOf(), policyOf()].map((policy) => /'nonce-([0-9a-f]{32})'/.exec(policy)?.[1])
  expect(new Set(nonces).size).toBe(2)
  expect(directive(policyOf(), 'script-src')).not.toContain('unsafe')
  expect(policyOf({ 'x-nonce': 'chosen', 'content-security-policy': "script-src 'nonce-chosen'" })).not.toContain('chosen')
})

test('nothing frames a page, nothing is embedded into it, and its forms and base stay here', () => {
  const policy = policyOf()
  for (const each of [
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "default-src 'self'",
  ])
    expect(policy.split('; ')).toContain(each)
})

test('types are not guessed, addresses are told to nobody, and a window that was opened from elsewhere has no hold on it', () => {
  expect(Object.fromEntries(headersOf())).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
})

test('over HTTPS browsers come back over HTTPS only, but for localhost, whose other ports it would concern', () => {
  const https = { 'x-forwarded-proto': 'https' }
  expect(headersOf(https).get('strict-transport-security')).toBe('max-age=31536000')
  expect(headersOf().get('strict-transport-security')).toBeNull()
  expect(headersOf({ ...https, host: 'localhost:3000' }, 'http://localhost:3000/').get('strict-transport-security')).toBeNull()
})

test.each(['evil.example; script-src *', "a'b", 'a b', '[::1', 'user@evil.example', 'evil.example/path'])(
  'a host that is none (%s) does not get into the policy',
  (host) => {
    expect(directive(policyOf({ host }), 'connect-src')).toBe("connect-src 'self'")
  },
)

test('pages connect to themselves and to the realtime address, over the scheme that the page came by', () => {
  expect(directive(policyOf(), 'connect-src')).toBe("connect-src 'self' ws://chat.example.org")
  vi.stubEnv('REALTIME_URL', 'https://realtime.example.org')
  const secure = policyOf({ 'x-forwarded-proto': 'https' })
  expect(directive(secure, 'connect-src')).toBe(
    "connect-src 'self' wss://chat.example.org https://realtime.example.org wss://realtime.example.org",
  )
})
