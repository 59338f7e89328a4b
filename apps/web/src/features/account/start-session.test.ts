import { expect, test } from 'vitest'
import { landingPath } from './start-session.ts'

test('only paths of the chat are landed on', () => {
  expect(landingPath('/chat/0198c0de-1')).toBe('/chat/0198c0de-1')
  for (const wish of [
    null,
    undefined,
    '',
    '//evil.example',
    'https://evil.example/chat',
    '/chat/../x',
    '/chat//evil.example',
    '/\\evil',
  ]) {
    expect(landingPath(wish)).toBe('/chat')
  }
})
