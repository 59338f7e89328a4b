import { expect, test } from 'vitest'
import { findRefusal } from './find-refusal.ts'

test.each([
  ['a page', { method: 'GET', url: '/chat', headers: {} }, undefined],
  ['a call with its length', { method: 'POST', url: '/api/trpc/chat.send', headers: { 'content-length': '5' } }, undefined],
  [
    'a body that does not say how long it is',
    { method: 'POST', url: '/api/trpc/x', headers: { 'transfer-encoding': 'chunked' } },
    411,
  ],
  ['TRACE', { method: 'TRACE', url: '/', headers: {} }, 405],
  ['the server as a whole', { method: 'OPTIONS', url: '*', headers: {} }, 400],
  ['half an escape', { method: 'GET', url: '/api/trpc/%', headers: {} }, 400],
  ['an escape that is no UTF-8, in the query', { method: 'GET', url: '/x?y=%ff', headers: {} }, 400],
])('%s', (_name, request, status) => {
  expect(findRefusal(request)?.status).toBe(status)
})
