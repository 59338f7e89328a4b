import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Launcher } from './launcher.ts'
import { findFreePort } from './ports.ts'
import { processBirth } from './process-identity.ts'
import { StartError } from './start-error.ts'
import { Terminal } from './terminal.ts'

/** A process that is ready at once and tells where its data are; told to fail, it ends with exit code 3 as soon as someone asks whether it is ready. */
const standIn = `
  import { createServer } from 'node:http'
  const [port, fails] = process.argv.slice(2)
  createServer((_request, response) => {
    response.end(process.env.DATA_DIR)
    if (fails === 'fails') response.once('finish', () => process.exit(3))
  }).listen(Number(port), '127.0.0.1')
  const stop = () => process.exit(0)
  process.once('SIGTERM', stop)
  process.once('disconnect', stop)
`

let root: string
let ports: Record<string, string>
let shown: string
let launcher: Launcher | undefined

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'chatsphere-launcher-'))
  await writeFile(join(root, 'stand-in.ts'), standIn)
  const names = ['PORT', 'REALTIME_PORT', 'OPS_PORT_WEB', 'OPS_PORT_REALTIME', 'OPS_PORT_WORKERS']
  ports = {}
  for (const name of names) ports[name] = `${await findFreePort('127.0.0.1')}`
  shown = ''
})
afterEach(async () => {
  await launcher?.stop()
  await rm(root, { recursive: true, force: true })
})

function makeLauncher(env: Record<string, string> = {}, failing?: string): { launcher: Launcher; ready: Promise<void> } {
  const ready = Promise.withResolvers<void>()
  const out = new Writable({
    write(chunk: Buffer, _encoding, done) {
      shown += chunk.toString()
      if (shown.includes('Ready in')) ready.resolve()
      done()
    },
  })
  launcher = new Launcher({
    root,
    mode: 'start',
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', ...ports, ...env },
    terminal: new Terminal(out),
    processes: (_root, config) =>
      (['web', 'realtime', 'workers'] as const).map((name) => ({
        name,
        args: [join(root, 'stand-in.ts'), `${config.ports.ops[name]}`, name === failing ? 'fails' : ''],
        cwd: root,
        readyUrl: `http://127.0.0.1:${config.ports.ops[name]}/readyz`,
        watch: [],
      })),
    buildWeb: async () => 'unchanged',
    prepareDatabase: async () => ({ applied: 0, setupToken: 'one-time' }),
  })
  return { launcher, ready: ready.promise }
}

test('it says where it runs and how to become admin; asked to stop, nothing is left', async () => {
  const { launcher, ready } = makeLauncher()
  const asked = new AbortController()
  const running = launcher.run(asked.signal)
  await Promise.race([ready, running])
  expect(shown).toContain(`http://localhost:${ports.PORT}/setup#one-time`)
  const { processes } = JSON.parse(await readFile(join(root, '.data', 'start.lock'), 'utf8'))
  expect(processes).toHaveLength(3)
  const answer = await fetch(`http://127.0.0.1:${ports.OPS_PORT_WEB}/readyz`)
  expect(await answer.text()).toBe(join(root, '.data'))

  asked.abort(new Error('asked'))
  await expect(running).rejects.toThrow('asked')
  await launcher.stop()
  for (const { pid } of processes) expect(await processBirth(pid)).toBeUndefined()
  expect((await readdir(join(root, '.data'))).sort()).toEqual(['logs', 'postgres', 'secrets.json'])
  expect(await readdir(join(root, '.data', 'postgres'))).not.toContain('postmaster.pid')
})

test('a process that ends by itself is named', async () => {
  const { launcher } = makeLauncher({}, 'realtime')
  const outcome = await launcher.run(new AbortController().signal).catch((error: unknown) => String(error))
  expect(outcome).toMatch(/realtime ended with exit code 3/)
})

test('all problems are told at once, and nothing was started or made', async () => {
  const taken = createServer().listen(Number(ports.REALTIME_PORT), '127.0.0.1')
  await once(taken, 'listening')
  const { launcher } = makeLauncher({ PORT: 'abc', LOG_LEVEL: 'loud' })
  const error = await launcher.run(new AbortController().signal).catch((reason: unknown) => reason)
  taken.close()
  expect(error).toBeInstanceOf(StartError)
  expect(error instanceof StartError && error.problems.map((problem) => problem.split(/[ :]/)[0])).toEqual([
    'PORT',
    'LOG_LEVEL',
    'REALTIME_PORT',
  ])
  expect((await readdir(join(root, '.data'))).sort()).toEqual(['logs', 'start.lock'])
})
