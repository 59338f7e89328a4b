import { expect, test } from 'vitest'
import { isSignInDoor } from './sign-in-doors.ts'

const form = 'application/x-www-form-urlencoded'

test.each([
  ['GET', 'csrf', '', true],
  ['POST', 'callback/credentials', form, true],
  ['POST', 'callback/credentials', `${form};charset=UTF-8`, true],
  ['POST', 'signout', form, true],
  ['POST', 'callback/credentials', 'application/json', false],
  ['POST', 'callback/credentials', 'text/plain', false],
  ['GET', 'callback/credentials', '', false],
  ['GET', 'csrf?callbackUrl=https://evil.example', '', false],
  ['POST', 'csrf', form, false],
  ['GET', 'signout', '', false],
  ['GET', 'signin', '', false],
  ['POST', 'signin/credentials', form, false],
  ['GET', 'session', '', false],
  ['POST', 'session', form, false],
  ['GET', 'providers', '', false],
  ['GET', 'error', '', false],
  ['GET', 'verify-request', '', false],
  ['POST', '_log', form, false],
  ['POST', 'callback/credentials/x', form, false],
])('%s /api/auth/%s (%s): %s', (method, path, type, isOpen) => {
  const headers = new Headers(type ? { 'content-type': type } : {})
  expect(isSignInDoor({ method, url: `http://localhost:3000/api/auth/${path}`, headers })).toBe(isOpen)
})
