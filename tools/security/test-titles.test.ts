import { expect, test } from 'vitest'
import { isTestOf, testNamesIn } from './test-titles.ts'

test('names are read from the source as they stand there, with the titles around them', () => {
  const text = `
    test('alone', () => {})
    it("in quotes", () => {})
    test(\`\${count} of a template\`, () => {})
    describe('outer', () => {
      describe.each(rows)('inner %s', () => {
        test.each([1])('each %i', () => {})
        test.each\`a\${1}\`('of a table', () => {})
      })
      test('beside', () => { test.step('no test', () => {}) })
    })
    test.describe('of Playwright', () => { test('in it', async ({ page }) => { page.test('none') }) })
  `
  expect(testNamesIn('x.test.ts', text)).toEqual([
    'alone',
    'in quotes',
    '%s of a template',
    'outer › inner %s › each %i',
    'outer › beside',
    'of Playwright › in it',
  ])
})

test.each([
  ['alone', 'alone', true],
  ['alone', 'alone again', false],
  ['%s is open', 'chat.send is open', true],
  ['%s is open', 'chat.send is open to all', false],
  ['inner %s › each %i', 'inner a › each 7', true],
  ['(a) or b.c', '(a) or b.c', true],
  ['(a) or b.c', 'a or bxc', false],
  ['as a name %s is text', 'as a name a\nb is text', true],
])('%s stands for a test that ran as %s: %s', (written, ran, isOne) => {
  expect(isTestOf(written, ran)).toBe(isOne)
})
