import path from 'node:path'
import { type RanTest, type SuiteResult, summarize } from '../test/results.ts'
import { runSuite, type Suite } from '../test/suites.ts'
import { checklist } from './checklist.ts'
import { report } from './report.ts'

/** `npm run security`: runs the tests that the checklist names, and says how many of its lines hold. */
const root = path.resolve(import.meta.dirname, '../..')
const interruption = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort())

function suiteOf(file: string): Suite {
  if (file.startsWith('tests/e2e/')) return 'e2e'
  return file.endsWith('.integration.test.ts') ? 'integration' : 'unit'
}

const named = checklist.flatMap(({ lines }) => lines).flatMap(({ proof }) => ('tests' in proof ? proof.tests : []))
const filesBySuite = Map.groupBy(new Set(named.map(({ file }) => file)), suiteOf)

const results: SuiteResult[] = []
for (const suite of ['unit', 'integration', 'e2e'] as const) {
  const filters = filesBySuite.get(suite)
  if (filters && !interruption.signal.aborted) results.push(await runSuite(suite, { root, filters, signal: interruption.signal }))
}
/** Reports name files from their root on disk, or from the folder of their runner. */
const ran = results.flatMap(({ suite, tests }) =>
  tests.map((test): RanTest => {
    const file = suite === 'e2e' ? path.join('tests/e2e', test.file) : path.relative(root, test.file)
    return { ...test, file }
  }),
)
const tests = summarize(results)
const { lines, exitCode } = report(checklist, ran)
const interrupted = interruption.signal.aborted
console.log(
  `\n${[...tests.lines.slice(0, -1), ...(interrupted ? ['Interrupted: what follows is not the whole.'] : []), ...lines].join('\n')}`,
)
process.exitCode = interrupted ? 130 : exitCode
