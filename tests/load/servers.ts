import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { migrate } from '@chatsphere/db/migrate'
import { startEmbeddedPostgres } from '../../tools/start/embedded-postgres.ts'
import { RedisServer } from '../chaos/cluster/redis-server.ts'
import { readUsage } from './process-usage.ts'

const root = path.resolve(import.meta.dirname, '../..')
const ports = { web: 3950, web_ops: 3951, workers_ops: 3952, redis: 3953, realtime: 3954, realtime_ops: 3964 } as const
const authSecret = 'only for a bench that is thrown away afterwards'
const publicUrl = `http://localhost:${ports.web}`

export interface Servers {
  readonly databaseUrl: string
  readonly adminUrl: string
  /** One for each node. */
  readonly realtimeUrls: readonly string[]
  readonly authSecret: string
  readonly issuer: string
  /** CPU seconds used so far, by process; what the workers use while they are paused is nothing. */
  cpu(): Promise<{ realtime: number; postgres: number; redis?: number }>
  startBaseline(): Promise<{ url: string; cpu(): Promise<number>; stop(): Promise<void> }>
  stop(): Promise<void>
}

async function lineOf(child: ChildProcess, wanted: (line: string) => boolean): Promise<string> {
  if (!child.stdout) throw new Error('Its output is read')
  for await (const line of createInterface(child.stdout)) if (wanted(line)) return line
  throw new Error('It ended before it was ready')
}

async function untilReady(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function postmasterPid(dataDir: string): Promise<number> {
  return Number((await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
}

/**
 * Starts PostgreSQL with its durable settings, realtime nodes and the workers, as `npm start` does, and a Redis where that is wanted, on a
 * folder that is thrown away. The workers are paused: they share the machine, and what they do later is no part of a message's way.
 */
export async function startServers({ nodes = 1, redis: withRedis = false } = {}): Promise<Servers> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chatsphere-bench-'))
  const dataDir = path.join(folder, 'postgres')
  const postgres = await startEmbeddedPostgres({ dataDir, passwords: { admin: 'admin', owner: 'owner' } })
  await migrate(postgres.url)
  const redis = withRedis ? new RedisServer({ port: ports.redis, folder }) : undefined
  await redis?.start()
  const env = {
    ...process.env,
    DATABASE_URL: postgres.url,
    ...(redis && { REDIS_URL: `redis://127.0.0.1:${ports.redis}` }),
    AUTH_SECRET: authSecret,
    PUBLIC_URL: publicUrl,
    PORT: String(ports.web),
    OPS_PORT_WEB: String(ports.web_ops),
    OPS_PORT_WORKERS: String(ports.workers_ops),
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
  }
  const launch = (name: string, index = 0) =>
    spawn(process.execPath, [...process.execArgv, path.join(root, `apps/${name}/src/main.ts`)], {
      env: { ...env, REALTIME_PORT: String(ports.realtime + index), OPS_PORT_REALTIME: String(ports.realtime_ops + index) },
      stdio: ['ignore', 'inherit', 'inherit'],
    })
  const realtime = Array.from({ length: nodes }, (_node, index) => launch('realtime', index))
  const workers = launch('workers')
  await Promise.all(realtime.map((_node, index) => untilReady(`http://127.0.0.1:${ports.realtime_ops + index}/readyz`)))
  await untilReady(`http://127.0.0.1:${ports.workers_ops}/readyz`)
  workers.kill('SIGSTOP')
  const postgresPid = await postmasterPid(dataDir)
  return {
    databaseUrl: postgres.url,
    adminUrl: postgres.adminUrl,
    realtimeUrls: realtime.map((_node, index) => `http://127.0.0.1:${ports.realtime + index}`),
    authSecret,
    issuer: publicUrl,
    async cpu() {
      const secondsOf = async (pid: number | undefined) => (await readUsage(pid ?? 0)).cpuSeconds
      const [ofNodes, ofDatabase] = await Promise.all([
        Promise.all(realtime.map(({ pid }) => secondsOf(pid))),
        secondsOf(postgresPid),
      ])
      return {
        realtime: ofNodes.reduce((sum, seconds) => sum + seconds, 0),
        postgres: ofDatabase,
        ...(redis && { redis: await secondsOf(redis.pid) }),
      }
    },
    async startBaseline() {
      const child = spawn(process.execPath, [path.join(import.meta.dirname, 'baseline-server.ts'), postgres.adminUrl], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const port = await lineOf(child, (line) => /^\d+$/.test(line))
      return {
        url: `http://127.0.0.1:${port}`,
        cpu: async () => (await readUsage(child.pid ?? 0)).cpuSeconds,
        stop: () => stopChild(child),
      }
    },
    async stop() {
      await Promise.all([...realtime, workers].map(stopChild))
      await Promise.all([postgres.stop(), redis?.kill()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
