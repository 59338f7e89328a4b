import { expect, test } from 'vitest'
import { documentTitle } from './document-title.ts'

test('the tab says what is unread and what is open', () => {
  expect(documentTitle(0, undefined)).toBe('ChatSphere')
  expect(documentTitle(3, 'Rana Haddad')).toBe('(3) Rana Haddad · ChatSphere')
  expect(documentTitle(100, undefined)).toBe('(99+) ChatSphere')
})
