import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checklist } from './checklist.ts'
import { testNamesIn } from './test-titles.ts'

const root = path.resolve(import.meta.dirname, '../..')
const lines = checklist.flatMap((area) => area.lines.map((line) => ({ ...line, area: area.name })))
const named = lines.flatMap(({ proof }) => ('tests' in proof ? proof.tests : []))

test('every file and every test that the checklist names is there', () => {
  const files = [...new Set(named.map(({ file }) => file))]
  const namesIn = new Map(files.map((file) => [file, testNamesIn(file, readFileSync(path.join(root, file), 'utf8'))]))
  expect(named.filter(({ file, name }) => !namesIn.get(file)?.includes(name))).toEqual([])
})

test('a line has an id of its own in its area, and tests or a reason', () => {
  const ids = lines.map(({ area, id }) => `${area}/${id}`)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { id, proof } of lines) {
    expect(('tests' in proof ? proof.tests : proof.reason).length, id).toBeGreaterThan(0)
  }
})

test('nine in ten of the lines on what is there are proven by tests', () => {
  const areas = ['access', 'sockets', 'tokens and sessions', 'sign-in', 'browser']
  const there = lines.filter(({ area }) => areas.includes(area))
  const tested = there.filter(({ proof }) => 'tests' in proof)
  expect(tested.length / there.length).toBeGreaterThanOrEqual(0.9)
})
