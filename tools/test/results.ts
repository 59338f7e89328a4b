import { stripVTControlCharacters } from 'node:util'

/** What one suite came to. Whatever went wrong has a name here, also when no report says so. */
export type SuiteResult = {
  readonly suite: string
  readonly passed: number
  readonly failed: readonly Outcome[]
  readonly skipped: readonly Outcome[]
  /** Every test that the report knows. */
  readonly tests: readonly RanTest[]
}

/** `file` as the report has it; `name` is the titles from outside in, joined with ` › `. */
export type RanTest = { readonly file: string; readonly name: string; readonly status: 'passed' | 'failed' | 'skipped' }

export type Outcome = { readonly name: string; readonly message: string }

/** Of vitest's JSON reporter, what is read here. */
export type VitestReport = {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message?: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly ancestorTitles: readonly string[]
      readonly title: string
      readonly status: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

/** Of Playwright's JSON reporter, what is read here. */
export type PlaywrightReport = {
  readonly suites: readonly PlaywrightSuite[]
  readonly errors: readonly { readonly message?: string }[]
}

type PlaywrightSuite = {
  readonly title: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs: readonly {
    readonly title: string
    readonly tests: readonly {
      readonly status: string
      readonly results: readonly { readonly errors?: readonly { readonly message?: string }[] }[]
    }[]
  }[]
}

/** A test file that did not even load fails as one. */
export function readVitestReport(suite: string, report: VitestReport): SuiteResult {
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    suite,
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: [
      ...tests
        .filter((test) => test.status === 'failed')
        .map((test) => ({ name: test.fullName, message: (test.failureMessages ?? []).join('\n') })),
      ...brokenFiles.map((file) => ({ name: file.name, message: file.message ?? 'could not be run' })),
    ],
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => ({ name: test.fullName, message: test.status })),
    tests: report.testResults.flatMap((file) =>
      file.assertionResults.map(({ ancestorTitles, title, status }) => ({
        file: file.name,
        name: [...ancestorTitles, title].join(' › '),
        status: status === 'passed' || status === 'failed' ? status : 'skipped',
      })),
    ),
  }
}

/** A test that passed only at the second try is a failure: what it found happens to people too. */
export function readPlaywrightReport(suite: string, report: PlaywrightReport): SuiteResult {
  const tests = playwrightTests(report.suites)
  return {
    suite,
    passed: tests.filter((test) => test.status === 'expected').length,
    failed: [
      ...report.errors.map((error) => ({ name: suite, message: error.message ?? 'an error without a message' })),
      ...tests.filter((test) => test.status === 'unexpected' || test.status === 'flaky'),
    ],
    skipped: tests.filter((test) => test.status === 'skipped'),
    tests: tests.map(({ name, status }) => {
      const [file = '', ...titles] = name.split(' › ')
      return {
        file,
        name: titles.join(' › '),
        status: status === 'expected' ? 'passed' : status === 'skipped' ? 'skipped' : 'failed',
      }
    }),
  }
}

/** Every test of the report by name, also of one that was only listed. */
export function playwrightTests(
  suites: readonly PlaywrightSuite[],
  path: readonly string[] = [],
): (Outcome & { status: string })[] {
  return suites.flatMap((suite) => {
    const titles = [...path, suite.title]
    const own = suite.specs.flatMap((spec) =>
      spec.tests.map(({ status, results }) => ({
        name: [...titles, spec.title].join(' › '),
        status,
        message: results
          .flatMap((result) => result.errors ?? [])
          .map((error) => error.message ?? '')
          .join('\n'),
      })),
    )
    return [...own, ...playwrightTests(suite.suites ?? [], titles)]
  })
}

/**
 * The suite's own report, or a failure where there is none to believe: a runner that crashed, that failed without
 * naming a test, or (unless a filter was given) that found nothing to run.
 */
export function judge(suite: string, exitCode: number | null, result: SuiteResult | undefined, mayBeEmpty: boolean): SuiteResult {
  if (!result) return crashed(suite, `ended without a report (exit code ${exitCode})`)
  const seen = result.passed + result.failed.length + result.skipped.length
  const complaint =
    exitCode !== 0 && result.failed.length === 0
      ? `ended with exit code ${exitCode}, though no test failed: see its output above`
      : seen === 0 && !mayBeEmpty
        ? 'found no test to run'
        : undefined
  return complaint ? { ...result, failed: [...result.failed, { name: suite, message: complaint }] } : result
}

export function crashed(suite: string, message: string): SuiteResult {
  return { suite, passed: 0, failed: [{ name: suite, message }], skipped: [], tests: [] }
}

/** Skipping for want of a browser is for a developer's machine; where nobody looks (CI) it is a failure. */
export function withoutBrowser(suite: string, names: readonly string[], ci: boolean): SuiteResult {
  const message = 'no browser found'
  return {
    suite,
    passed: 0,
    failed: ci && names.length > 0 ? [{ name: suite, message: `${message}, and with CI=true these tests must run` }] : [],
    skipped: names.map((name) => ({ name, message })),
    tests: [],
  }
}

/** Tests that skipped themselves for want of a server say why; where nobody looks (CI) that is a failure, as with the browser. */
export function withoutServers(result: SuiteResult, missing: readonly string[], ci: boolean): SuiteResult {
  if (missing.length === 0 || result.skipped.length === 0) return result
  const message = `no ${missing.join(', no ')} found`
  const complaint = { name: result.suite, message: `${message}, and with CI=true these tests must run` }
  return {
    ...result,
    failed: ci ? [...result.failed, complaint] : result.failed,
    skipped: result.skipped.map((test) => ({ ...test, message })),
  }
}

/** Failures and skipped tests by name, then the counts: always the last line, always in this form. */
export function summarize(results: readonly SuiteResult[]): { readonly lines: readonly string[]; readonly exitCode: number } {
  const failed = results.flatMap((result) => result.failed.map((outcome) => ({ ...outcome, suite: result.suite })))
  const skipped = results.flatMap((result) => result.skipped.map((outcome) => ({ ...outcome, suite: result.suite })))
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  return {
    lines: [
      ...results.map(
        (result) =>
          `${result.suite.padEnd(11)} ${result.passed} passed, ${result.failed.length} failed, ${result.skipped.length} skipped`,
      ),
      ...skipped.map(({ suite, name, message }) => `SKIPPED ${suite}: ${name}${message ? ` (${message})` : ''}`),
      ...failed.map(
        ({ suite, name, message }) =>
          `FAILED ${suite}: ${name}\n${stripVTControlCharacters(message).trimEnd().replace(/^/gm, '    ')}`,
      ),
      `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
    ],
    exitCode: failed.length > 0 || passed === 0 ? 1 : 0,
  }
}
