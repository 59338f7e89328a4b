import { describe, expect, test } from 'vitest'
import type { RanTest } from '../test/results.ts'
import type { Area } from './line.ts'
import { report } from './report.ts'

const file = 'a.test.ts'
const checklist: readonly Area[] = [
  {
    name: 'access',
    lines: [
      { id: 'shut', text: 'All is shut', proof: { tests: [{ file, name: '%s is shut' }] } },
      { id: 'later', text: 'Something else', proof: { reason: 'not there yet' } },
    ],
  },
  { name: 'files', lines: [{ id: 'whole', text: 'A file is whole', proof: { tests: [{ file, name: 'a file is whole' }] } }] },
]
const ran = (name: string, status: RanTest['status'] = 'passed', where = file): RanTest => ({ file: where, name, status })

describe('the last line of npm run security', () => {
  test('counts what holds, by tests and by reasons', () => {
    const { lines, exitCode } = report(checklist, [ran('a is shut'), ran('b is shut'), ran('a file is whole')])
    expect(lines.at(-1)).toBe('3 of 3 lines hold: 2 by tests, 1 by a stated reason; 0 fail')
    expect(lines).toContain('REASON access/later: Something else\n    not there yet')
    expect(exitCode).toBe(0)
  })

  test.each([
    ['failed', [ran('a is shut'), ran('b is shut', 'failed'), ran('a file is whole')], 'failed: a.test.ts: b is shut'],
    ['was skipped', [ran('a is shut', 'skipped'), ran('a file is whole')], 'skipped: a.test.ts: a is shut'],
    ['is not there', [ran('a file is whole')], 'did not run: a.test.ts: %s is shut'],
    [
      'is in another file',
      [ran('a is shut', 'passed', 'b.test.ts'), ran('a file is whole')],
      'did not run: a.test.ts: %s is shut',
    ],
    ['has a longer name', [ran('a is shut again'), ran('a file is whole')], 'did not run: a.test.ts: %s is shut'],
  ])('counts as a failure a line whose test %s', (_what, tests, complaint) => {
    const { lines, exitCode } = report(checklist, tests)
    expect(lines).toContain(`FAILED access/shut: All is shut\n    ${complaint}`)
    expect(lines.at(-1)).toBe('2 of 3 lines hold: 1 by tests, 1 by a stated reason; 1 fail')
    expect(exitCode).toBe(1)
  })
})
