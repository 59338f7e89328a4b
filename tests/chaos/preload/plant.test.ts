import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { plantedRuns } from '../planted-runs.ts'
import { applyPatch } from './plant.ts'
import { plantedBugs } from './planted-bugs.ts'

const root = resolve(import.meta.dirname, '../../..')

test('a patch is refused unless its text is there exactly once', () => {
  const patch = { file: 'x.ts', find: 'one', replace: 'two' }
  expect(applyPatch('a one b', patch)).toBe('a two b')
  expect(() => applyPatch('a b', patch)).toThrow('x.ts has 0 times')
  expect(() => applyPatch('one one', patch)).toThrow('x.ts has 2 times')
})

const patchedFiles = Object.entries(plantedBugs).flatMap(([name, { patches }]) =>
  [...Map.groupBy(patches, (patch) => patch.file)].map(([file, ofFile]) => ({ name, file, ofFile })),
)

test.each(patchedFiles)('$name still fits $file', ({ file, ofFile }) => {
  const source = readFileSync(join(root, file), 'utf8')
  expect(ofFile.reduce(applyPatch, source)).not.toBe(source)
})

test('each planted bug has a run that shows it', () => {
  expect(Object.keys(plantedRuns).sort()).toEqual(['nothing', ...Object.keys(plantedBugs)].sort())
})
