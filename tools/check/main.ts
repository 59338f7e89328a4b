import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Check, type Finding, formatFinding } from './finding.ts'
import { runTool } from './run-tool.ts'

const HELP = `npm run check                    everything; exit code 1 and the findings if anything is wrong
npm run check -- --only <check>  one of: types, dead-code, lint, arrows, picture, configuration, sql, names (may be repeated)
npm run check -- --write         writes what is generated anew: the picture in docs/architecture.md, docs/configuration.md, .env.example
npm run format                   repairs what lint and format can repair`

/** The slow ones first: two run at a time. Each loads only what it needs: compilers are slow to start. */
const checks: Readonly<Record<string, { readonly what: string; readonly run: Check }>> = {
  types: { what: 'strict TypeScript, every workspace', run: async (tree) => (await import('./types.ts')).checkTypes(tree) },
  'dead-code': {
    what: 'nothing unused, nothing undeclared',
    run: async (tree) => (await import('./dead-code.ts')).checkDeadCode(tree),
  },
  lint: { what: 'lint, format, import order', run: async (tree) => (await import('./lint.ts')).checkLint(tree) },
  arrows: { what: 'who imports whom, no cycles', run: async (tree) => (await import('./arrow-rules.ts')).checkArrows(tree) },
  picture: {
    what: 'docs/architecture.md shows the arrows',
    run: async (tree) => (await import('./architecture-picture.ts')).checkArchitecturePicture(tree),
  },
  configuration: {
    what: 'docs/configuration.md and .env.example show the variables',
    run: async (tree) => (await import('./configuration.ts')).checkConfiguration(tree),
  },
  sql: { what: 'SQL where it belongs', run: async (tree) => (await import('./sql-placement.ts')).checkSqlPlacement(tree) },
  names: { what: 'files named after their subject', run: async (tree) => (await import('./names.ts')).checkNames(tree) },
}

const AT_A_TIME = 2
const root = path.resolve(import.meta.dirname, '../..')
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    write: { type: 'boolean' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  },
})
const names = values.only ?? Object.keys(checks)
const unknown = names.filter((name) => !checks[name])

if (values.help || unknown.length > 0) {
  if (unknown.length > 0) console.error(`There is no check called ${unknown.join(', ')}.`)
  console.log(HELP)
  process.exitCode = unknown.length > 0 ? 2 : 0
} else if (values.write) {
  const { writeArchitecturePicture } = await import('./architecture-picture.ts')
  const { writeConfiguration } = await import('./configuration.ts')
  writeArchitecturePicture(root)
  writeConfiguration(root)
  console.log('docs/architecture.md, docs/configuration.md and .env.example say what the sources say.')
} else if (values.json) {
  const findings = await Promise.all(names.map((name) => checks[name]?.run(root) ?? []))
  console.log(JSON.stringify(findings.flat()))
} else {
  process.exitCode = (await runAll(names)) === 0 ? 0 : 1
}

/** Each check has a process of its own, so that they share the cores and one that crashes is one that fails. */
async function runAll(waiting: readonly string[]): Promise<number> {
  const queue = [...waiting]
  let failed = 0
  const lane = async (): Promise<void> => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const startedAt = performance.now()
      const findings = await runOne(name)
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
      if (findings.length > 0) failed += 1
      const outcome = findings.length === 0 ? 'ok    ' : 'FAILED'
      const lines = findings.map(formatFinding)
      console.log([`${outcome} ${name.padEnd(10)} ${seconds.padStart(5)} s  ${checks[name]?.what}`, ...lines].join('\n'))
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, lane))
  console.log(failed === 0 ? `${waiting.length} checks passed` : `${failed} of ${waiting.length} checks failed`)
  return failed
}

async function runOne(name: string): Promise<readonly Finding[]> {
  const self = path.relative(path.join(root, 'node_modules'), import.meta.filename)
  const { stdout, stderr, code } = await runTool(root, self, ['--only', name, '--json'])
  if (code === 0) return JSON.parse(stdout) as readonly Finding[]
  return [{ file: `tools/check (${name})`, rule: 'crashed', message: `${stderr}${stdout}`.trim() }]
}
