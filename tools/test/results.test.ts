import { describe, expect, it } from 'vitest'
import {
  crashed,
  judge,
  readPlaywrightReport,
  readVitestReport,
  type SuiteResult,
  summarize,
  withoutBrowser,
  withoutServers,
} from './results.ts'

const passing: SuiteResult = { suite: 'unit', passed: 3, failed: [], skipped: [], tests: [] }

describe('the last line of npm test', () => {
  it('adds the suites up', () => {
    const broken: SuiteResult = {
      ...passing,
      suite: 'e2e',
      passed: 2,
      failed: [{ name: 'a', message: 'no' }],
      skipped: [{ name: 'b', message: '' }],
    }
    const { lines, exitCode } = summarize([passing, broken])
    expect(lines.at(-1)).toBe('5 passed, 1 failed, 1 skipped')
    expect(lines).toContain('FAILED e2e: a\n    no')
    expect(lines).toContain('SKIPPED e2e: b')
    expect(exitCode).toBe(1)
  })

  it('is a success when all passed, also with skipped tests', () => {
    expect(summarize([{ ...passing, skipped: [{ name: 'b', message: '' }] }]).exitCode).toBe(0)
  })

  it('is a failure when nothing passed', () => {
    const { lines, exitCode } = summarize([{ ...passing, passed: 0 }])
    expect(lines.at(-1)).toBe('0 passed, 0 failed, 0 skipped')
    expect(exitCode).toBe(1)
  })
})

describe('a suite that cannot be believed', () => {
  it('failed when it left no report', () => {
    expect(judge('unit', 134, undefined, false).failed).toEqual([
      { name: 'unit', message: 'ended without a report (exit code 134)' },
    ])
  })

  it('failed when its exit code says so and no test does', () => {
    expect(judge('unit', 1, passing, false).failed).toHaveLength(1)
    expect(judge('unit', 0, passing, false).failed).toEqual([])
  })

  it('failed when it found nothing to run, unless a filter was given', () => {
    const empty = { ...passing, passed: 0 }
    expect(judge('unit', 0, empty, false).failed).toEqual([{ name: 'unit', message: 'found no test to run' }])
    expect(judge('unit', 0, empty, true).failed).toEqual([])
  })

  it('failed when its surroundings did', () => {
    expect(summarize([passing, crashed('integration', 'no database')]).exitCode).toBe(1)
  })
})

describe('without a browser', () => {
  it('the tests are skipped by name', () => {
    const { lines, exitCode } = summarize([passing, withoutBrowser('e2e', ['two people talk'], false)])
    expect(lines).toContain('SKIPPED e2e: two people talk (no browser found)')
    expect(lines.at(-1)).toBe('3 passed, 0 failed, 1 skipped')
    expect(exitCode).toBe(0)
  })

  it('CI fails', () => {
    const { lines, exitCode } = summarize([passing, withoutBrowser('e2e', ['two people talk'], true)])
    expect(lines.at(-1)).toBe('3 passed, 1 failed, 1 skipped')
    expect(exitCode).toBe(1)
  })
})

describe('without a server', () => {
  const result = { ...passing, suite: 'integration', skipped: [{ name: 'events over it', message: 'skipped' }] }

  it('its tests are skipped by name', () => {
    const { lines, exitCode } = summarize([withoutServers(result, ['RabbitMQ'], false)])
    expect(lines).toContain('SKIPPED integration: events over it (no RabbitMQ found)')
    expect(lines.at(-1)).toBe('3 passed, 0 failed, 1 skipped')
    expect(exitCode).toBe(0)
  })

  it('CI fails, unless no test wanted it', () => {
    expect(summarize([withoutServers(result, ['RabbitMQ'], true)]).exitCode).toBe(1)
    expect(withoutServers(passing, ['RabbitMQ'], true)).toBe(passing)
    expect(withoutServers(result, [], true)).toBe(result)
  })
})

describe('a report of vitest', () => {
  it('gives passed, failed and skipped tests, and files that did not load', () => {
    const titled = (title: string, ...ancestorTitles: string[]) => ({
      fullName: [...ancestorTitles, title].join(' '),
      ancestorTitles,
      title,
    })
    const result = readVitestReport('unit', {
      testResults: [
        {
          name: 'a.test.ts',
          status: 'failed',
          assertionResults: [
            { ...titled('adds', 'sums'), status: 'passed' },
            { ...titled('subtracts'), status: 'failed', failureMessages: ['1 is not 2'] },
            { ...titled('divides'), status: 'skipped' },
            { ...titled('multiplies'), status: 'todo' },
          ],
        },
        { name: 'b.test.ts', status: 'failed', message: 'cannot be parsed', assertionResults: [] },
      ],
    })
    expect(result).toEqual({
      suite: 'unit',
      passed: 1,
      failed: [
        { name: 'subtracts', message: '1 is not 2' },
        { name: 'b.test.ts', message: 'cannot be parsed' },
      ],
      skipped: [
        { name: 'divides', message: 'skipped' },
        { name: 'multiplies', message: 'todo' },
      ],
      tests: [
        { file: 'a.test.ts', name: 'sums › adds', status: 'passed' },
        { file: 'a.test.ts', name: 'subtracts', status: 'failed' },
        { file: 'a.test.ts', name: 'divides', status: 'skipped' },
        { file: 'a.test.ts', name: 'multiplies', status: 'skipped' },
      ],
    })
  })
})

describe('a report of Playwright', () => {
  it('gives nested tests by their whole name, and errors outside any test', () => {
    const test = (status: string, message?: string) => ({ status, results: [{ errors: message ? [{ message }] : [] }] })
    const result = readPlaywrightReport('e2e', {
      errors: [{ message: 'the app did not start' }],
      suites: [
        {
          title: 'talk.spec.ts',
          specs: [{ title: 'signs up', tests: [test('expected')] }],
          suites: [
            {
              title: 'two people',
              specs: [
                { title: 'write', tests: [test('unexpected', 'no tick')] },
                { title: 'type', tests: [test('flaky', 'too late')] },
                { title: 'call', tests: [test('skipped')] },
              ],
            },
          ],
        },
      ],
    })
    expect(result.passed).toBe(1)
    expect(result.failed.map(({ name, message }) => [name, message])).toEqual([
      ['e2e', 'the app did not start'],
      ['talk.spec.ts › two people › write', 'no tick'],
      ['talk.spec.ts › two people › type', 'too late'],
    ])
    expect(result.skipped.map(({ name }) => name)).toEqual(['talk.spec.ts › two people › call'])
    expect(result.tests).toEqual([
      { file: 'talk.spec.ts', name: 'signs up', status: 'passed' },
      { file: 'talk.spec.ts', name: 'two people › write', status: 'failed' },
      { file: 'talk.spec.ts', name: 'two people › type', status: 'failed' },
      { file: 'talk.spec.ts', name: 'two people › call', status: 'skipped' },
    ])
  })
})
