import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { testNamesIn } from '../security/test-titles.ts'

const root = path.resolve(import.meta.dirname, '../..')
const pages = path.join(root, 'docs/proof')
const named = readdirSync(pages).flatMap((page) =>
  [...readFileSync(path.join(pages, page), 'utf8').matchAll(/`([\w-]+\.spec\.ts) › ([^`]+)`/g)].map(
    ([, file = '', name = '']) => ({
      page,
      file,
      name,
    }),
  ),
)

test('every browser test that a page of proofs names is there', () => {
  const files = [...new Set(named.map(({ file }) => file))]
  const namesIn = new Map(
    files.map((file) => [file, testNamesIn(file, readFileSync(path.join(root, 'tests/e2e', file), 'utf8'))]),
  )
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter(({ file, name }) => !namesIn.get(file)?.includes(name))).toEqual([])
})

test('each row of what users expect names a test, or says why there is none', () => {
  const rows = readFileSync(path.join(pages, 'ux.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:what|---) \|/.test(line))
  const bare = rows.filter((row) => !/`[\w-]+\.spec\.ts › |not built yet|no browser test: |measured: |by hand: /.test(row))
  expect(bare).toEqual([])
})
