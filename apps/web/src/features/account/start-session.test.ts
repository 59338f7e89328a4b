import { expect, test } from 'vitest'
import { landingPath } from './start-session.ts'

test('only paths of the chat are landed on', () => {
  for (const path of ['/chat', '/chat/0198c0de-1', '/chat/0198c0de-1?m=57', '/join/aB-_9']) expect(landingPath(path)).toBe(path)
  for (const wish of [
    null,
    undefined,
    '',
    '//evil.example',
    'https://evil.example/chat',
    '/chat/../x',
    '/join/a/../b',
    '/chat//evil.example',
    '/\\evil',
    '/chat/1?next=//evil.example',
  ]) {
    expect(landingPath(wish)).toBe('/chat')
  }
})
