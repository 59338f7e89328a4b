import { expect, test } from 'vitest'
import { requestIdOf } from './request-id.ts'

const made = /^[\da-f]{8}-[\da-f-]{27}$/

test('a name that a trusted proxy gave is kept', () => {
  expect(requestIdOf('proxy-0001.a_b', true)).toBe('proxy-0001.a_b')
})

test('what anybody else calls a request is not believed', () => {
  expect(requestIdOf('proxy-0001', false)).toMatch(made)
})

test.each([
  undefined,
  '',
  'short',
  'x'.repeat(65),
  'line\nbreak-in-a-log',
  '<script>alert(1)</script>',
  ['twice-given', 'twice-given'],
])('what is no name is replaced: %j', (given) => {
  expect(requestIdOf(given, true)).toMatch(made)
})
