import { expect, test } from 'vitest'
import { safeHref } from './safe-href.ts'

test.each([
  ['https://example.org', 'https://example.org/'],
  ['HTTP://EXAMPLE.ORG/A', 'http://example.org/A'],
  ['mailto:ada@example.org', 'mailto:ada@example.org'],
])('%s may be opened', (address, href) => expect(safeHref(address)).toBe(href))

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'ftp://example.org',
  'blob:https://example.org/1',
  'tel:112',
  '//example.org',
  '/chat',
  'example.org',
  '',
  'https://bank.example@evil.example/',
  'https://user:secret@example.org/',
])('%j may not', (address) => expect(safeHref(address)).toBeNull())
