import { expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { documentTitle } from './document-title.ts'

test('the tab says what is unread and what is open', () => {
  expect(documentTitle(en, [0], undefined)).toBe('ChatSphere')
  expect(documentTitle(en, [1, 0, 2], 'Rana Haddad')).toBe('(3) Rana Haddad · ChatSphere')
  expect(documentTitle(en, [100], undefined)).toBe('(99+) ChatSphere')
  expect(documentTitle(en, [60, 60], undefined)).toBe('(120) ChatSphere')
  expect(documentTitle(en, [100, 40], undefined)).toBe('(139+) ChatSphere')
})
