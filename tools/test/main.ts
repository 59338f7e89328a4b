import path from 'node:path'
import { parseArgs } from 'node:util'
import { type SuiteResult, summarize } from './results.ts'
import { runSuite, type Suite, suites } from './suites.ts'

const HELP = `npm test                     everything: unit, integration and browser tests, with what they need
npm test -- <name> …         only test files whose path contains <name>
npm test -- --only <suite>   unit, integration or e2e (may be repeated)`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
})
const known = Object.keys(suites) as Suite[]
const unknown = (values.only ?? []).filter((name) => !known.some((suite) => suite === name))

if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no suite called ${unknown.join(', ')}.`)
  console.log(HELP)
  process.exitCode = unknown.length > 0 ? 2 : 0
} else {
  process.exitCode = await runAll(values.only ? known.filter((suite) => values.only?.includes(suite)) : known)
}

/** One suite after the other: each has the machine for itself. Ctrl+C ends the one that runs, cleans up and says so. */
async function runAll(names: readonly Suite[]): Promise<number> {
  const interruption = new AbortController()
  const interrupt = (): void => interruption.abort()
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', interrupt)

  const run = { root: path.resolve(import.meta.dirname, '../..'), filters: positionals, signal: interruption.signal }
  const results: SuiteResult[] = []
  for (const name of names) {
    if (interruption.signal.aborted) break
    results.push(await runSuite(name, run))
  }
  const { lines, exitCode } = summarize(results)
  if (interruption.signal.aborted) console.log('\nInterrupted: what follows is not the whole.')
  console.log(`\n${lines.join('\n')}`)
  return interruption.signal.aborted ? 130 : exitCode
}
