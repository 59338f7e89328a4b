import { describe, expect, test } from 'vitest'
import { corsHeadersOf, preflightHeadersOf } from './cors.ts'

const named = ['https://intranet.example.org']
const call = (origin?: string, url = '/api/trpc/users.me') => ({ headers: { ...(origin !== undefined && { origin }) }, url })

describe('a page of another origin', () => {
  test('may read the answer if it is named, and is never allowed to send the cookie', () => {
    const headers = corsHeadersOf(call('https://intranet.example.org'), named)
    expect(headers).toMatchObject({ 'access-control-allow-origin': 'https://intranet.example.org', vary: 'origin' })
    expect(headers).not.toHaveProperty('access-control-allow-credentials')
  })

  test.each([
    undefined,
    'null',
    'https://evil.example',
    'https://intranet.example.org.evil.example',
    'http://intranet.example.org',
  ])('that is not named, %s, may not', (origin) => {
    expect(corsHeadersOf(call(origin), named)).toEqual({ vary: 'origin' })
  })

  test('reaches calls alone: neither signing in by cookie nor pages', () => {
    for (const url of ['/', '/chat', '/api/auth/session', '/api/auth/callback/credentials', '/api/trpc']) {
      expect(corsHeadersOf(call('https://intranet.example.org', url), named), url).toEqual({})
    }
  })

  test('is told nothing where nobody is named', () => {
    expect(corsHeadersOf(call('https://intranet.example.org'), [])).toEqual({})
  })
})

test('what a browser asks before a call is answered, and nothing else is taken for it', () => {
  const asked = { method: 'OPTIONS', headers: { 'access-control-request-method': 'POST' } }
  expect(preflightHeadersOf(asked)).toMatchObject({ 'access-control-allow-headers': 'authorization, content-type' })
  expect(preflightHeadersOf({ ...asked, method: 'POST' })).toBeUndefined()
  expect(preflightHeadersOf({ method: 'OPTIONS', headers: {} })).toBeUndefined()
})
