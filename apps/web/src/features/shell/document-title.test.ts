import { expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { documentTitle } from './document-title.ts'

test('the tab says what is unread and what is open', () => {
  expect(documentTitle(en, 0, undefined)).toBe('ChatSphere')
  expect(documentTitle(en, 3, 'Rana Haddad')).toBe('(3) Rana Haddad · ChatSphere')
  expect(documentTitle(en, 100, undefined)).toBe('(99+) ChatSphere')
})
