import { expect, test } from 'vitest'
import { plainText } from './parse-markdown.ts'

test.each([
  ['**bold** and `code`', 'bold and code'],
  ['For the 14th:\n\n- two vans\n- waders\n  - green ones', 'For the 14th: two vans waders green ones'],
  ['> quoted\n> twice\n\nanswered', 'quoted\ntwice answered'],
  ['```ts\nconst x = 1\n```', 'const x = 1'],
])('%j on one line', (body, text) => {
  expect(plainText(body)).toBe(text)
})
