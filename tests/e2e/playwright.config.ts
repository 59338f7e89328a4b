import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { findBrowser } from '../../tools/test/find-browser.ts'
import { dataFolder } from './data-folder.ts'

/** Ports of their own, so that the tests run beside an app that is in use. */
const PORT = Number(process.env.E2E_PORT ?? 3900)
const address = `http://localhost:${PORT}`
const root = path.resolve(import.meta.dirname, '../..')
const { TEST_DATABASE_URL } = process.env
const executablePath = findBrowser(process.env)

/**
 * Browser tests against the real thing: what `npm start` starts, on a fresh database. `npm test` brings the database
 * and the browser; `playwright test` by hand leaves the database to the launcher, in a folder that stays.
 *
 * The same tests run on what a split deploy has between its parts: E2E_SPLIT=on gives sockets an origin and a host of their own, E2E_POOLER=on
 * puts a PgBouncer in transaction mode before the database, and E2E_WEB=functions runs the web app without our own server around Next.
 */
const asFunctions = process.env.E2E_WEB === 'functions'
const isSplit = asFunctions || process.env.E2E_SPLIT === 'on'
const starter = asFunctions
  ? 'tests/e2e/start-hosted.ts --functions'
  : process.env.E2E_POOLER === 'on'
    ? 'tests/e2e/start-through-pooler.ts'
    : 'tools/start/main.ts'
const operator = 'first-admin.spec.ts'
const byKeys = ['chat-accessible.spec.ts', 'composer.spec.ts', 'everyday.spec.ts', 'message.spec.ts', 'timeline.spec.ts']
/** Sockets that have an address of their own take pages from the one address that is set for them. */
const ofOneAddress = [/from another device over plain HTTP/]
/** What our own server does before Next sees a request; where there is none the host does it, or nobody. */
const ofOurServer = [
  /every answer names its request/,
  /what nobody of ours asks for is shut/,
  /an upgrade to anything but the sockets/,
]

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'together', testMatch: '*.spec.ts', testIgnore: [operator, ...byKeys] },
    // One after the other: they press keys faster than a page that shares its processor answers.
    { name: 'alone', testMatch: byKeys, workers: 1, dependencies: ['together'] },
    // Last: what it sets holds for the whole server, and everybody on it.
    { name: 'operator', testMatch: operator, workers: 1, dependencies: ['alone'] },
  ],
  grepInvert: [...(isSplit ? ofOneAddress : []), ...(asFunctions ? ofOurServer : [])],
  outputDir: path.join(root, 'test-results/e2e'),
  forbidOnly: process.env.CI === 'true',
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    baseURL: address,
    // Costs two fifths of the time of every test: for whoever looks for a cause, E2E_TRACE=on.
    trace: process.env.E2E_TRACE === 'on' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `"${process.execPath}" ${starter}`,
    cwd: root,
    env: {
      PORT: String(PORT),
      REALTIME_PORT: String(PORT + 1),
      OPS_PORT_WEB: String(PORT + 10),
      OPS_PORT_REALTIME: String(PORT + 11),
      OPS_PORT_WORKERS: String(PORT + 12),
      RATE_LIMITS: 'off',
      DATA_DIR: dataFolder,
      ...(asFunctions && { PUBLIC_URL: address, CLIENT_ADDRESS_HEADER: 'x-real-ip' }),
      ...(isSplit && { REALTIME_URL: `http://127.0.0.1:${PORT + 1}` }),
      ...(TEST_DATABASE_URL ? { DATABASE_URL: TEST_DATABASE_URL } : {}),
    },
    /** The launcher prints the set-up link once every process is ready; Playwright puts its token into E2E_SETUP_TOKEN. */
    wait: { stdout: /setup#(?<e2e_setup_token>\S+)/ },
    stdout: 'pipe',
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
  },
})
