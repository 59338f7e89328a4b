import type { Finding } from './finding.ts'
import { runTool } from './run-tool.ts'

type KnipIssue = { readonly name: string; readonly line?: number }
type KnipReport = {
  readonly issues: readonly ({ readonly file: string } & Readonly<Record<string, readonly KnipIssue[] | string>>)[]
}

const MEANING: Readonly<Record<string, string>> = {
  files: 'is imported by nothing that runs',
  exports: 'is exported and used nowhere else',
  types: 'is an exported type that is used nowhere',
  dependencies: 'is a dependency that nothing here uses',
  devDependencies: 'is a dev dependency that nothing here uses',
  unlisted: "is imported, but not in this workspace's package.json",
  unresolved: 'is imported, but is not there',
  binaries: 'is called in a script, but no dependency brings it',
  duplicates: 'is exported twice',
}

/** No file, export or dependency that nothing needs, and none that is used without being declared. */
export async function checkDeadCode(root: string): Promise<readonly Finding[]> {
  const { stdout, stderr, code } = await runTool(root, 'knip/bin/knip.js', [
    '--reporter',
    'json',
    '--no-progress',
    '--no-config-hints',
  ])
  if (!stdout.startsWith('{')) throw new Error(`knip gave no report (exit code ${code}):\n${stdout}\n${stderr}`)
  const report = JSON.parse(stdout) as KnipReport
  return report.issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, issues]) =>
      typeof issues === 'string' ? [] : issues.flat().map((issue) => toFinding(String(file), kind, issue)),
    ),
  )
}

function toFinding(file: string, kind: string, { name, line }: KnipIssue): Finding {
  const message = `${name} ${MEANING[kind] ?? `(${kind})`}`
  return { file, rule: `dead-code-${kind}`, message, ...(line ? { line } : {}) }
}
