import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { stopLeftoverPostgres } from './leftover-postgres.ts'
import { findFreePort } from './ports.ts'
import { findPostgresAccount, type PostgresAccount } from './postgres-account.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { createCluster, inspectCluster, type PostgresPasswords, postgresComplaint } from './postgres-cluster.ts'
import { StartError } from './start-error.ts'

export interface EmbeddedPostgresOptions {
  /** Where the data lie. Made if absent or empty; never emptied or made anew over something that is there. */
  dataDir: string
  /** What a new cluster gets; an existing one keeps its own. */
  passwords: PostgresPasswords
  /** Taken if free. Default: the port of last time, else one that is free. */
  port?: number
  /** Server settings on top of the defaults, such as `{ fsync: 'off' }` for data that are thrown away. */
  settings?: Readonly<Record<string, string>>
  /** Default: beside the data folder. */
  logFile?: string
  /** Ends a start under way; afterwards use `stop`. */
  signal?: AbortSignal
}

export interface EmbeddedPostgres {
  /** The database `chatsphere` as its owner, who may make databases and roles but is no superuser. */
  readonly url: string
  /** The same database as the superuser. */
  readonly adminUrl: string
  /** True when this start made the cluster. */
  readonly created: boolean
  /** Resolves when the server has ended, for whatever reason. */
  readonly exited: Promise<void>
  /** What the server last complained of, for when it ended on its own. */
  complaint(): Promise<string>
  /** Stops the server: open transactions are rolled back, committed ones are on disk. Safe to call twice. */
  stop(): Promise<void>
}

const host = '127.0.0.1'

const settingsByDefault = {
  listen_addresses: host,
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  password_encryption: 'scram-sha-256',
  logging_collector: 'off',
  log_checkpoints: 'off',
  random_page_cost: '1.1',
}

/** How long each stronger word gets: "fast" (SIGINT), "immediate" (SIGQUIT: safe too, the next start recovers), SIGKILL. */
const stopSteps: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 3_000],
  ['SIGQUIT', 500],
  ['SIGKILL', 500],
]

/**
 * Starts the PostgreSQL that comes as an npm package, on the loopback interface only, and resolves when it takes
 * connections. A server that a killed launcher left on the same folder is stopped first. When this process is killed
 * outright, Linux stops the server too; elsewhere the next start does.
 * Throws `StartError`, in words, when the folder is damaged, the disk is full, or the server does not come up.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, passwords, signal } = options
  const binaries = findPostgresBinaries()
  const state = await inspectCluster(dataDir)
  if (typeof state === 'object') throw new StartError([state.problem])
  const account = await findPostgresAccount(dataDir, [binaries.root, dirname(dataDir)])
  if (state === 'absent') await createCluster(dataDir, passwords, account, binaries, signal)
  else await stopLeftoverPostgres(dataDir)

  const port = await findFreePort(host, options.port ?? (await lastPort(dataDir)))
  const logFile = options.logFile ?? `${dataDir}.log`
  const logStart = (await stat(logFile).catch(() => undefined))?.size ?? 0
  const complaint = async (): Promise<string> =>
    postgresComplaint((await readFile(logFile)).subarray(logStart).toString('utf8').trim() || 'it said nothing')

  const settings = { ...settingsByDefault, ...options.settings, port: `${port}` }
  const server = await spawnServer(binaries.postgres, dataDir, settings, account, logFile)
  const exited = once(server, 'exit').then(() => undefined)
  const stop = (): Promise<void> => stopServer(server, exited)
  try {
    await untilReady(server, dataDir, signal)
  } catch (error) {
    await stop()
    throw error
  }
  if (hasEnded(server)) throw new StartError([`PostgreSQL did not start: ${await complaint()}`])
  const urlOf = (user: string, password: string): string =>
    `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/chatsphere`
  return {
    url: urlOf('chatsphere', passwords.owner),
    adminUrl: urlOf('postgres', passwords.admin),
    created: state === 'absent',
    exited,
    complaint,
    stop,
  }
}

/** The port in the command line that PostgreSQL itself notes in its folder. */
async function lastPort(dataDir: string): Promise<number | undefined> {
  const line = await readFile(join(dataDir, 'postmaster.opts'), 'utf8').catch(() => '')
  const found = /port=(\d+)/.exec(line)?.[1]
  return found === undefined ? undefined : Number(found)
}

async function spawnServer(
  postgres: string,
  dataDir: string,
  settings: Readonly<Record<string, string>>,
  account: PostgresAccount,
  logFile: string,
): Promise<ChildProcess> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args] = account.commandLine(postgres, ['-D', dataDir, ...flags])
  // The server writes to the file itself: it must not lose its voice, or block, with the launcher.
  const log = await open(logFile, 'a', 0o640)
  try {
    const server = spawn(command, args, {
      ...account.spawnOptions,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      detached: true, // Ctrl+C is for the launcher, which stops PostgreSQL last
      stdio: ['ignore', log.fd, log.fd],
    })
    await once(server, 'spawn')
    return server
  } finally {
    await log.close()
  }
}

function hasEnded(server: ChildProcess): boolean {
  return server.exitCode !== null || server.signalCode !== null
}

/** PostgreSQL writes "ready" into the last line of its pid file. Recovery after a crash may take minutes: no time limit. */
async function untilReady(server: ChildProcess, dataDir: string, signal: AbortSignal | undefined): Promise<void> {
  while (!hasEnded(server)) {
    const lines = (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
    if (lines[0] === `${server.pid}` && lines[7]?.trim() === 'ready') return
    await wait(15, undefined, signal ? { signal } : {})
  }
}

async function stopServer(server: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const [signal, patienceMs] of stopSteps) {
    if (hasEnded(server)) return
    server.kill(signal)
    await Promise.race([exited, wait(patienceMs, undefined, { ref: false })])
  }
}
