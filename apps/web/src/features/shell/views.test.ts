import { expect, test } from 'vitest'
import { viewOf } from './views.ts'

test.each([
  ['/chat', { kind: 'list' }],
  ['/chat/0193a5f0-0000-7000-8000-000000000001', { kind: 'conversation', id: '0193a5f0-0000-7000-8000-000000000001' }],
  ['/settings', { kind: 'settings', section: undefined }],
  ['/settings/devices', { kind: 'settings', section: 'devices' }],
  ['/settings/nonsense', { kind: 'settings', section: undefined }],
  ['/admin', { kind: 'admin' }],
  ['/join/aB-_9', { kind: 'invitation', code: 'aB-_9' }],
  ['/join', { kind: 'list' }],
  ['/chat/a/b', { kind: 'list' }],
  ['/sign-in', { kind: 'list' }],
])('%s', (path, view) => {
  expect(viewOf(path)).toEqual(view)
})
