import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '@chatsphere/config'
import type { AppProcessSpec } from './app-process.ts'

/** What runs of the product, and in dev mode which sources restart it. */
export function productProcesses(root: string, config: Config, mode: 'start' | 'dev'): AppProcessSpec[] {
  const sources = (...folders: string[]): string[] =>
    folders.map((folder) => join(root, folder, 'src')).filter((folder) => existsSync(folder))
  const server = sources(...['config', 'contracts', 'db', 'domain', 'engines', 'runtime'].map((name) => join('packages', name)))
  // 0.0.0.0 is where one listens, not where one asks.
  const opsHost = config.opsHost === '0.0.0.0' || config.opsHost === '::' ? '127.0.0.1' : config.opsHost
  const process = (name: 'web' | 'realtime' | 'workers', watch: string[], flags: string[] = []): AppProcessSpec => ({
    name,
    args: [join(root, 'apps', name, 'src', 'main.ts'), ...flags],
    cwd: root,
    readyUrl: `http://${opsHost.includes(':') ? `[${opsHost}]` : opsHost}:${config.ports.ops[name]}/readyz`,
    watch: mode === 'dev' ? watch : [],
  })
  return [
    process('web', sources('packages/config', 'packages/runtime'), mode === 'dev' ? ['--dev'] : []), // Next reloads the rest
    process('realtime', [...sources('apps/realtime'), ...server]),
    process('workers', [...sources('apps/workers'), ...server]),
  ]
}
