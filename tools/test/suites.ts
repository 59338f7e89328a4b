import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { findBrowser, HOW_TO_GET_A_BROWSER } from './find-browser.ts'
import { findServers } from './find-servers.ts'
import {
  crashed,
  judge,
  type PlaywrightReport,
  playwrightTests,
  readPlaywrightReport,
  readVitestReport,
  type SuiteResult,
  type VitestReport,
  withoutBrowser,
  withoutServers,
} from './results.ts'
import { withThrowAwayDatabase } from './throw-away-database.ts'

export type Run = { readonly root: string; readonly filters: readonly string[]; readonly signal: AbortSignal }
export type Suite = 'unit' | 'integration' | 'e2e'

const PLAYWRIGHT = [
  'node_modules/@playwright/test/cli.js',
  'test',
  '--config',
  'tests/e2e/playwright.config.ts',
  '--pass-with-no-tests',
]
/** Only what is asked for, without what is otherwise run before it, and in the order of all. */
const playwrightArgs = ({ filters }: Run) => [
  ...PLAYWRIGHT,
  ...(filters.length > 0 ? ['--no-deps', '--workers=1'] : []),
  ...filters,
]

export const suites: Readonly<Record<Suite, (run: Run) => Promise<SuiteResult>>> = {
  unit: (run) => runVitest('unit', run, {}),
  integration: runIntegrationTests,
  e2e: runBrowserTests,
}

/** A suite whose surroundings fail is a suite that failed; the others still run. */
export async function runSuite(name: Suite, run: Run): Promise<SuiteResult> {
  try {
    return await suites[name](run)
  } catch (error) {
    return crashed(name, error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
}

function runVitest(project: 'unit' | 'integration', run: Run, env: NodeJS.ProcessEnv): Promise<SuiteResult> {
  return withReport<VitestReport>(project, run, readVitestReport, (file) => ({
    args: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...run.filters,
    ],
    env,
  }))
}

async function runIntegrationTests(run: Run): Promise<SuiteResult> {
  const servers = await findServers(process.env)
  for (const { name, howToGet } of servers.missing)
    console.log(`No ${name} found for the integration tests. Get one: ${howToGet}`)
  const result = await withThrowAwayDatabase(run.signal, ({ url }) =>
    runVitest('integration', run, { TEST_DATABASE_URL: url, ...servers.env }),
  )
  const names = servers.missing.map(({ name }) => name)
  return withoutServers(result, names, process.env.CI === 'true')
}

async function runBrowserTests(run: Run): Promise<SuiteResult> {
  const browser = findBrowser(process.env)
  if (!browser) {
    console.log(HOW_TO_GET_A_BROWSER)
    return withoutBrowser('e2e', await listBrowserTests(run), process.env.CI === 'true')
  }
  return withThrowAwayDatabase(run.signal, ({ url, folder }) =>
    withReport<PlaywrightReport>('e2e', run, readPlaywrightReport, (file) => ({
      args: [...playwrightArgs(run), '--reporter=list,json'],
      env: {
        TEST_DATABASE_URL: url,
        TEST_DATA_DIR: path.join(folder, 'data'),
        CHROMIUM_PATH: browser,
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      },
    })),
  )
}

async function listBrowserTests(run: Run): Promise<readonly string[]> {
  return withReportFile(async (file) => {
    const args = [...playwrightArgs(run), '--list', '--reporter=json']
    const code = await runNode(run, args, { PLAYWRIGHT_JSON_OUTPUT_FILE: file })
    const report = await readReport<PlaywrightReport>(file)
    if (!report) throw new Error(`Playwright could not list the browser tests (exit code ${code})`)
    return playwrightTests(report.suites).map(({ name }) => name)
  })
}

/** Runs a test runner that writes its JSON report to `file`, and answers what the report and the exit code say together. */
async function withReport<Report>(
  suite: Suite,
  run: Run,
  read: (suite: string, report: Report) => SuiteResult,
  command: (file: string) => { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv },
): Promise<SuiteResult> {
  return withReportFile(async (file) => {
    const { args, env } = command(file)
    const code = await runNode(run, args, env)
    const report = await readReport<Report>(file)
    return judge(suite, code, report && read(suite, report), run.filters.length > 0)
  })
}

async function withReportFile<Result>(use: (file: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'chatsphere-report-'))
  try {
    return await use(path.join(folder, 'report.json'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The report is the runner's own; that it is there and whole is all that can fail. */
async function readReport<Report>(file: string): Promise<Report | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}

/** SIGINT on abort, as Ctrl+C gives it: vitest and Playwright then end what they started. */
function runNode({ root, signal }: Run, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const interrupt = (): boolean => child.kill('SIGINT')
    if (signal.aborted) interrupt()
    signal.addEventListener('abort', interrupt, { once: true })
    child.once('error', reject)
    child.once('close', (code) => {
      signal.removeEventListener('abort', interrupt)
      resolve(code)
    })
  })
}
