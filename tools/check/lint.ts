import type { Finding } from './finding.ts'
import { runTool } from './run-tool.ts'

type BiomeReport = {
  readonly summary: { readonly unchanged: number; readonly errors: number; readonly diagnosticsNotPrinted: number }
  readonly diagnostics: readonly {
    readonly category: string
    readonly message: string
    readonly location?: { readonly path: string; readonly start?: { readonly line: number } }
  }[]
}

/** Lint, format and import order by biome.json; nothing is changed here (`npm run format` does that). */
export async function checkLint(root: string): Promise<readonly Finding[]> {
  const args = [
    'check',
    '--reporter=json',
    '--max-diagnostics=none',
    '--diagnostic-level=warn',
    '--error-on-warnings',
    '--colors=off',
  ]
  const { stdout, stderr, code } = await runTool(root, '@biomejs/biome/bin/biome', args)
  const begin = stdout.indexOf('{')
  if (begin < 0) throw new Error(`biome gave no report (exit code ${code}):\n${stdout}\n${stderr}`)
  const report = JSON.parse(stdout.slice(begin)) as BiomeReport
  const findings = report.diagnostics.map(({ category, message, location }): Finding => {
    const line = location?.start?.line
    return { file: location?.path ?? 'biome.json', rule: category, message, ...(line ? { line } : {}) }
  })
  if (code !== 0 && findings.length === 0) throw new Error(`biome failed with exit code ${code}:\n${stderr}`)
  return findings
}
