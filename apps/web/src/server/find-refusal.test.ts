import { expect, test } from 'vitest'
import { findRefusal } from './find-refusal.ts'

const posted = (url: string, bytes: number) => ({ method: 'POST', url, headers: { 'content-length': String(bytes) } })
const megabytes = 1024 * 1024

test.each([
  ['a page', { method: 'GET', url: '/chat', headers: {} }, undefined],
  ['a call with its length', posted('/api/trpc/chat.send', 5), undefined],
  ['the largest call', posted('/api/trpc/chat.sendMany', 4 * megabytes), undefined],
  ['a call that is larger', posted('/api/trpc/chat.sendMany', 4 * megabytes + 1), 413],
  ['a body at sign-in that is larger than a ticket', posted('/api/auth/callback/credentials', megabytes), 413],
  ['a body of a request that has none', { method: 'GET', url: '/chat', headers: { 'content-length': String(megabytes) } }, 413],
  ['an action of a page', posted('/sign-in', 5), 405],
  ['TRACE', { method: 'TRACE', url: '/api/trpc/x', headers: {} }, 405],
  ['the server as a whole', { method: 'OPTIONS', url: '*', headers: {} }, 400],
  ['half an escape', { method: 'GET', url: '/api/trpc/%', headers: {} }, 400],
  ['an escape that is no UTF-8, in the query', { method: 'GET', url: '/x?y=%ff', headers: {} }, 400],
  [
    'a body that does not say how long it is',
    { method: 'POST', url: '/api/trpc/x', headers: { 'transfer-encoding': 'chunked' } },
    411,
  ],
])('%s', (_name, request, status) => {
  expect(findRefusal(request)?.status).toBe(status)
})
