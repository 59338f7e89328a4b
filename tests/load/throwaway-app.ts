import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'

const root = path.resolve(import.meta.dirname, '../..')

export interface ThrowawayApp {
  readonly url: string
  /** The launcher, which all of its processes are children of. */
  readonly pid: number
  stop(): Promise<void>
}

/** What `npm start` starts, without limits, on a folder that is thrown away and on five ports from `port` on. Resolves when it is ready. */
export async function startThrowawayApp(port: number): Promise<ThrowawayApp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chatsphere-load-'))
  const child = spawn(process.execPath, [path.join(root, 'tools/start/main.ts')], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(port),
      REALTIME_PORT: String(port + 1),
      OPS_PORT_WEB: String(port + 2),
      OPS_PORT_REALTIME: String(port + 3),
      OPS_PORT_WORKERS: String(port + 4),
      DATA_DIR: folder,
      RATE_LIMITS: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child, 'spawn')
  for await (const line of createInterface(child.stdout)) if (line.includes('setup#')) break
  child.stdout.resume()
  return {
    url: `http://localhost:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
