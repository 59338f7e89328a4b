import { expect, test } from 'vitest'
import { buildComplaint } from './web-build.ts'

test('the complaint begins where the error is, without the wrapping of npm and turbo', () => {
  const output = [
    '   • turbo 2.11.11',
    '@chatsphere/web:build: > next build',
    '@chatsphere/web:build: ✓ Compiled successfully',
    '@chatsphere/web:build: src/a.tsx(1,2): error TS1: wrong',
    '@chatsphere/web:build: Failed to type check.',
    ' Tasks:    0 successful, 1 total',
  ].join('\n')
  expect(buildComplaint(output)).toBe('src/a.tsx(1,2): error TS1: wrong\nFailed to type check.')
})
