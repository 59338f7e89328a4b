import { fileURLToPath } from 'node:url'
import { clusterProcesses } from './cluster-processes.ts'
import { Launcher } from './launcher.ts'
import { productProcesses } from './product-processes.ts'
import { StartError } from './start-error.ts'
import { Terminal } from './terminal.ts'

/*
 * `npm start`, `npm run start:cluster` and `npm run dev`: everything with one command, and one Ctrl+C to end it. docs/subsystems/start.md tells
 * what happens in which order, and what on each failure.
 * Exit code 0: someone asked it to stop. 1: it did not start, or something ended by itself.
 */

/** Why it stops although nothing is wrong. */
class StopRequest extends Error {}

const terminal = new Terminal()
const stopping = new AbortController()

function requestStop(): void {
  stopping.abort(new StopRequest())
}

// In a terminal Ctrl+C comes twice: from the terminal to the whole group, and once more handed on by npm.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, requestStop)
process.on('uncaughtException', (error) => stopping.abort(error))

// npm (or the shell between us) was killed, or did not hand its signal on: nobody is left who could stop us.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && requestStop(), 250).unref()
}

const given = process.argv.slice(2)
const unknown = given.filter((argument) => !['--dev', '--https', '--cluster'].includes(argument))
if (unknown.length > 0) {
  terminal.problems([
    `${unknown.join(' ')} is not known here. There are "npm start", "npm start -- --https", "npm run start:cluster" and "npm run dev"; the rest is set in .env (see README.md).`,
  ])
  process.exit(1)
}
const mode = given.includes('--dev') ? 'dev' : given.includes('--cluster') ? 'cluster' : 'start'

const launcher = new Launcher({
  root: fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, ''),
  mode,
  https: process.argv.includes('--https'),
  env: process.env,
  terminal,
  processes: mode === 'cluster' ? clusterProcesses : productProcesses,
})

let exitCode = 0
try {
  terminal.failure(await launcher.run(stopping.signal))
  exitCode = 1
} catch (error) {
  const reason = stopping.signal.aborted ? stopping.signal.reason : error
  if (reason instanceof StopRequest) terminal.note('Stopping …')
  else {
    exitCode = 1
    if (reason instanceof StartError) terminal.problems(reason.problems)
    else terminal.failure('ChatSphere hit an error of its own', [reason instanceof Error ? `${reason.stack}` : String(reason)])
  }
}
await launcher.stop()
if (exitCode === 0) terminal.note('Stopped.')
process.exit(exitCode)
