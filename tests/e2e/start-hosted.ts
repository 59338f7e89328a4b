import { createRequire } from 'node:module'
import path from 'node:path'
import type { Config } from '@chatsphere/config'
import type { AppProcessSpec } from '../../tools/start/app-process.ts'
import { Launcher } from '../../tools/start/launcher.ts'
import { productProcesses } from '../../tools/start/product-processes.ts'
import { Terminal } from '../../tools/start/terminal.ts'

/*
 * `npm start` with the web process as hosts run it: `--functions` leaves out our own server around Next, as Vercel does; `--read-only` lets the process
 * read every file and write none, whoever runs it (Node's permission model), as on a disk that is not there to be written.
 */
const readOnly = ['--permission', '--allow-fs-read=*', '--allow-addons', '--allow-worker']
const root = path.resolve(import.meta.dirname, '../..')
const web = path.join(root, 'apps/web')
const nextCommand = createRequire(path.join(web, 'package.json')).resolve('next/dist/bin/next')

function hosted(_root: string, config: Config): readonly AppProcessSpec[] {
  return productProcesses(root, config, 'start').map((spec) => {
    if (spec.name !== 'web') return spec
    const asFunctions = process.argv.includes('--functions')
    const args = asFunctions ? [nextCommand, 'start', web] : spec.args
    return {
      ...spec,
      args: process.argv.includes('--read-only') ? [...readOnly, ...args] : args,
      // There is no port for operators.
      readyUrl: asFunctions ? `http://127.0.0.1:${config.ports.web}/sign-in` : spec.readyUrl,
    }
  })
}

const stopping = new AbortController()
process.on('SIGTERM', () => stopping.abort(new Error('Asked to stop')))
const launcher = new Launcher({
  root,
  mode: 'start',
  env: process.env,
  terminal: new Terminal(),
  processes: hosted,
})
const outcome = await launcher.run(stopping.signal).catch((error: unknown) => error)
if (!stopping.signal.aborted) console.error(outcome)
await launcher.stop()
process.exit(stopping.signal.aborted ? 0 : 1)
