import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { until } from '@chatsphere/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunningProcess } from './data-lock.ts'
import { findFreePort } from './ports.ts'
import { Supervisor } from './supervisor.ts'
import { Terminal } from './terminal.ts'

const standIn = `
  import { createServer } from 'node:http'
  createServer((_request, response) => response.end(process.env.OWN)).listen(Number(process.argv[2]), '127.0.0.1')
  process.once('SIGTERM', () => process.exit(0))
`

let folder: string
let shown: string
let supervisor: Supervisor | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatsphere-supervisor-'))
  await writeFile(join(folder, 'stand-in.ts'), standIn)
  shown = ''
})
afterEach(async () => {
  await supervisor?.stop()
  await rm(folder, { recursive: true, force: true })
})

test('in a cluster a process that was killed is started again, with what is its own, and nothing else is', async () => {
  const port = await findFreePort('127.0.0.1')
  const url = `http://127.0.0.1:${port}/`
  const told: (readonly RunningProcess[])[] = []
  supervisor = new Supervisor({
    mode: 'cluster',
    specs: [
      {
        name: 'one',
        args: [join(folder, 'stand-in.ts'), `${port}`],
        cwd: folder,
        env: { OWN: 'mine' },
        readyUrl: url,
        watch: [],
      },
    ],
    env: { PATH: process.env.PATH, OWN: 'everybody’s' },
    logFolder: folder,
    terminal: new Terminal(
      new Writable({
        write(chunk: Buffer, _encoding, done) {
          shown += chunk.toString()
          done()
        },
      }),
    ),
    onProcesses: async (processes) => void told.push(processes),
  })
  await supervisor.start()
  await supervisor.untilReady(new AbortController().signal)
  const first = told[0]?.[0]?.pid ?? 0
  process.kill(first, 'SIGKILL')
  await until(() => told.length === 2)
  const second = told[1]?.[0]?.pid ?? 0
  expect(second).not.toBe(first)
  expect(await until(async () => (await fetch(url).catch(() => undefined))?.text())).toBe('mine')
  expect(shown).toContain('was ended by SIGKILL; starts again')
  await supervisor.stop()
  await expect(fetch(url)).rejects.toThrow()
  expect(told).toHaveLength(2)
})
