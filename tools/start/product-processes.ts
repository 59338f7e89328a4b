import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config, ProcessName } from '@chatsphere/config'
import type { AppProcessSpec } from './app-process.ts'
import type { Mode } from './mode.ts'

/** What runs of the product, and in dev mode which sources restart it. */
export function productProcesses(root: string, config: Config, mode: Mode): AppProcessSpec[] {
  const sources = (...folders: string[]): string[] =>
    folders.map((folder) => join(root, folder, 'src')).filter((folder) => existsSync(folder))
  const server = sources(...['config', 'contracts', 'db', 'domain', 'engines', 'runtime'].map((name) => join('packages', name)))
  const watching = (spec: AppProcessSpec, watch: string[]): AppProcessSpec => ({ ...spec, watch: mode === 'dev' ? watch : [] })
  const web = processSpec(root, config, 'web')
  return [
    // Next reloads the rest.
    watching(
      { ...web, args: mode === 'dev' ? [...web.args, '--dev'] : web.args },
      sources('packages/config', 'packages/runtime'),
    ),
    watching(processSpec(root, config, 'realtime'), [...sources('apps/realtime'), ...server]),
    watching(processSpec(root, config, 'workers'), [...sources('apps/workers'), ...server]),
  ]
}

/** One process of its kind. */
export function processSpec(
  root: string,
  { opsHost, ports }: Config,
  name: ProcessName,
  opsPort = ports.ops[name],
): AppProcessSpec {
  // 0.0.0.0 is where one listens, not where one asks.
  const host = opsHost === '0.0.0.0' || opsHost === '::' ? '127.0.0.1' : opsHost
  return {
    name,
    args: [join(root, 'apps', name, 'src', 'main.ts')],
    cwd: root,
    readyUrl: `http://${host.includes(':') ? `[${host}]` : host}:${opsPort}/readyz`,
    watch: [],
  }
}
