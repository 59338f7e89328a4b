import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '@chatsphere/config'
import { findLanAddresses } from './addresses.ts'
import type { AppProcessSpec } from './app-process.ts'
import { findClusterProblems } from './cluster-processes.ts'
import { acquireDataLock, type DataLock } from './data-lock.ts'
import { type PreparedDatabase, prepareDatabase } from './database-preparation.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { type Environment, readConfig, readEnvironment } from './environment.ts'
import { findBrokerProblems } from './external-broker.ts'
import { findDatabaseProblems } from './external-database.ts'
import { findRedisProblems } from './external-redis.ts'
import { stopLeftoverProcesses } from './leftover-processes.ts'
import { certificateFilesIn, prepareCertificate } from './local-certificate.ts'
import { LogFile } from './log-file.ts'
import type { Mode } from './mode.ts'
import { type DataFolder, dataFolderIn, findPortProblems, inspectData, openDataFolder } from './preflight.ts'
import { processBirth } from './process-identity.ts'
import { createSecrets, type Secrets } from './secrets.ts'
import { StartError } from './start-error.ts'
import { Supervisor } from './supervisor.ts'
import type { Terminal } from './terminal.ts'
import { buildWeb } from './web-build.ts'

export interface LaunchOptions {
  /** The project's folder; `.env` and `.data/` lie in it. */
  root: string
  mode: Mode
  /** With a certificate of its own. */
  https?: boolean
  env: Environment
  terminal: Terminal
  processes(root: string, config: Config, mode: Mode): readonly AppProcessSpec[]
  buildWeb?: typeof buildWeb
  prepareDatabase?: typeof prepareDatabase
}

/** Stands in for what is not known yet while the rest of the configuration is looked at. */
const notYetKnown = { databaseUrl: 'postgresql://chatsphere@127.0.0.1/chatsphere', authSecret: 'x'.repeat(64) }

const directAlone =
  'DIRECT_DATABASE_URL is the way past a pooler, whose address is missing: name it with DATABASE_URL, or remove DIRECT_DATABASE_URL.'

/**
 * Everything between `npm start` and its end, and the way back from each point of it.
 * `run()` passes through: looking (all problems are found before anything is started, and told together) → lock →
 * database and web build side by side → processes → ready → waiting. An abort, or a process that ends by itself, leaves
 * whichever state that is. `stop()` then undoes what had been reached, last first: processes, PostgreSQL, lock.
 */
export class Launcher {
  readonly #options: LaunchOptions
  readonly #undo: (() => Promise<void> | void)[] = []
  readonly #folder: DataFolder

  constructor(options: LaunchOptions) {
    this.#options = options
    this.#folder = dataFolderIn(options.root, options.env.DATA_DIR)
  }

  /** Resolves, in words, when something that should run has ended by itself. Rejects with `StartError`, or when aborted. */
  async run(signal: AbortSignal): Promise<string> {
    const { root, mode, terminal, processes } = this.#options
    terminal.title(mode)
    const folder = this.#folder
    const { env, config, secrets, lock } = await this.#look(signal)
    terminal.done('Settings', '.env, ports and data folder looked at')
    if (this.#options.https) {
      terminal.done('Certificate', `for this machine and its network, good for ${await prepareCertificate(folder.tls)} days`)
    }

    const own = secrets ?? (env.DATABASE_URL && env.AUTH_SECRET ? undefined : await createSecrets(folder.secrets))
    const [database] = await this.#together(signal, [
      (both) => this.#openDatabase(env, own, both),
      (both) => (mode === 'dev' ? Promise.resolve() : this.#build(lock, both)),
    ])

    const specs = processes(root, config, mode)
    const supervisor = new Supervisor({
      mode,
      specs,
      env: {
        ...env,
        ...database.env,
        DATA_DIR: folder.path,
        NEXT_TELEMETRY_DISABLED: '1',
        NODE_ENV: mode === 'dev' ? 'development' : 'production',
      },
      logFolder: folder.logs,
      terminal,
      onProcesses: (running) => lock.note(running),
    })
    this.#undo.push(() => supervisor.stop())
    const began = performance.now()
    await supervisor.start()
    await supervisor.untilReady(signal)
    terminal.done('Processes', `${specs.map(({ name }) => name).join(', ')} are ready`, performance.now() - began)
    const setupLink = database.setupToken === null ? undefined : `${config.publicUrl}/setup#${database.setupToken}`
    const authority = this.#options.https ? await readFile(certificateFilesIn(folder.tls).authority, 'utf8') : undefined
    terminal.running({
      address: config.publicUrl,
      lanAddresses: await findLanAddresses(config.host, config.ports.web, authority),
      secure: config.publicUrl.startsWith('https:'),
      setupLink,
      logFolder: folder.logs,
      authorityFile: this.#options.https ? certificateFilesIn(folder.tls).authority : undefined,
    })

    return Promise.race([supervisor.failure, database.failure, aborted(signal)])
  }

  /** Undoes all that `run` has reached, last first. One step that fails does not keep the others from being taken. */
  async stop(): Promise<void> {
    for (let step = this.#undo.pop(); step; step = this.#undo.pop()) {
      try {
        await step()
      } catch (error) {
        this.#options.terminal.failure('A step of stopping failed', [String(error)])
      }
    }
  }

  async #look(signal: AbortSignal) {
    const { root, mode } = this.#options
    const folder = this.#folder
    const { env: given, problems } = await readEnvironment(root, this.#options.env)
    // Node keeps what it compiled, some 0.2 s a process at the next start. A folder that cannot be written is ignored.
    const env: Environment = {
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
      ...given,
      ...(this.#options.https && tlsEnvironment(folder.tls)),
    }
    const databaseUrl = env.DATABASE_URL
    const { config, problems: configProblems } = readConfig({
      ...env,
      DATABASE_URL: databaseUrl || notYetKnown.databaseUrl,
      AUTH_SECRET: env.AUTH_SECRET || notYetKnown.authSecret,
    })
    problems.push(...configProblems)

    const folderProblems = await openDataFolder(folder)
    problems.push(...folderProblems)
    const lock = await this.#lock(folderProblems, folder.lock, config, problems)
    if (lock) {
      this.#undo.push(() => lock.release())
      await stopLeftoverProcesses(lock.leftovers)
    }
    signal.throwIfAborted()
    const data = databaseUrl && env.AUTH_SECRET ? { secrets: null, problems: [] } : await inspectData(folder, !databaseUrl)
    problems.push(...data.problems)
    const named = databaseUrl ? (['DATABASE_URL', 'DIRECT_DATABASE_URL'] as const) : []
    const databases = named.filter((name) => env[name] && !configProblems.some((problem) => problem.startsWith(`${name} `)))
    if (env.DIRECT_DATABASE_URL && !databaseUrl) problems.push(directAlone)
    // Another launcher's ports are taken by it: saying so would only hide the one thing to do.
    if (config && lock) problems.push(...(await this.#portProblems(config, lock.leftovers.length > 0)))
    if (mode === 'cluster') problems.push(...findClusterProblems(env))
    for (const name of databases) problems.push(...(await findDatabaseProblems(env[name] ?? '', name)))
    if (config?.redisUrl) problems.push(...(await findRedisProblems(config.redisUrl)))
    if (config?.rabbitmqUrl) problems.push(...(await findBrokerProblems(config.rabbitmqUrl)))
    signal.throwIfAborted()
    if (problems.length > 0 || !config || !lock) throw new StartError(problems)
    return { env, config, secrets: data.secrets, lock }
  }

  /** A process that was killed a moment ago gives its ports back a little later. */
  async #portProblems(config: Config, afterLeftovers: boolean): Promise<string[]> {
    const deadline = performance.now() + (afterLeftovers ? 2_000 : 0)
    for (;;) {
      const problems = await findPortProblems(config)
      if (problems.length === 0 || performance.now() >= deadline) return problems
      await wait(50)
    }
  }

  async #lock(folderProblems: readonly string[], file: string, config: Config | undefined, problems: string[]) {
    if (folderProblems.length > 0) return undefined
    try {
      return await acquireDataLock(file, config?.publicUrl ?? 'address unknown')
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      problems.push(...error.problems)
      return undefined
    }
  }

  /** Both at once; when one fails the other is ended, and what both had to say is told. */
  async #together<First, Second>(
    signal: AbortSignal,
    [first, second]: [(signal: AbortSignal) => Promise<First>, (signal: AbortSignal) => Promise<Second>],
  ): Promise<[First, Second]> {
    const other = new AbortController()
    const both = AbortSignal.any([signal, other.signal])
    const endOther = (error: unknown): never => {
      other.abort(error)
      throw error
    }
    const results = await Promise.allSettled([first(both).catch(endOther), second(both).catch(endOther)])
    signal.throwIfAborted()
    const [one, two] = results
    if (one.status === 'fulfilled' && two.status === 'fulfilled') return [one.value, two.value]
    const reasons = new Set(results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : [])))
    const problems = [...reasons].flatMap((reason) => (reason instanceof StartError ? reason.problems : []))
    if (problems.length > 0) throw new StartError(problems)
    throw [...reasons][0]
  }

  async #openDatabase(env: Environment, secrets: Secrets | undefined, signal: AbortSignal) {
    const { terminal } = this.#options
    const began = performance.now()
    const embedded = env.DATABASE_URL || !secrets ? undefined : await this.#startPostgres(secrets, signal)
    const databaseEnv = {
      DATABASE_URL: embedded?.url ?? env.DATABASE_URL,
      AUTH_SECRET: env.AUTH_SECRET || secrets?.authSecret,
    }
    const prepare = this.#options.prepareDatabase ?? prepareDatabase
    const prepared: PreparedDatabase = await prepare({ ...env, ...databaseEnv }, embedded !== undefined, signal)
    const which = embedded ? `embedded PostgreSQL${embedded.created ? ', new' : ''}` : 'the server of DATABASE_URL'
    const migrations =
      prepared.applied === 0 ? 'up to date' : `${prepared.applied} migration${prepared.applied === 1 ? '' : 's'} applied`
    terminal.done('Database', `${which}, ${migrations}`, performance.now() - began)
    const failure = embedded
      ? embedded.exited.then(async () => `PostgreSQL ended by itself: ${await embedded.complaint()}`)
      : new Promise<never>(() => {})
    return { env: databaseEnv, setupToken: prepared.setupToken, failure }
  }

  async #startPostgres(secrets: Secrets, signal: AbortSignal): Promise<EmbeddedPostgres> {
    const folder = this.#folder
    const logFile = join(folder.logs, 'postgres.log')
    new LogFile(logFile).close() // begins anew when it has grown large
    const embedded = await startEmbeddedPostgres({
      dataDir: folder.postgres,
      passwords: { admin: secrets.databaseAdminPassword, owner: secrets.databasePassword },
      logFile,
      signal,
    })
    this.#undo.push(() => embedded.stop())
    return embedded
  }

  async #build(lock: DataLock, signal: AbortSignal): Promise<void> {
    const { root, terminal } = this.#options
    const began = performance.now()
    const log = new LogFile(join(this.#folder.logs, 'build.log'))
    const patience = setTimeout(
      () => terminal.underWay('The web app is being built; only after a change, about half a minute'),
      2_500,
    )
    // If this launcher is killed, the build goes on and would be in the way of the next start's.
    let noted: Promise<void> | undefined
    const note = async (pid: number): Promise<void> => {
      const birth = await processBirth(pid)
      if (birth !== undefined) await lock.note([{ name: 'build', pid, birth }])
    }
    try {
      const build = this.#options.buildWeb ?? buildWeb
      const outcome = await build(root, log, signal, (pid) => {
        noted = note(pid)
      })
      await noted
      terminal.done('Web app', outcome === 'built' ? 'built' : 'unchanged since its last build', performance.now() - began)
    } finally {
      clearTimeout(patience)
      log.close()
    }
  }
}

/** Before the files are there: what is wrong with the rest is told first. */
function tlsEnvironment(folder: string): Environment {
  const { certificate, key, authority } = certificateFilesIn(folder)
  return { TLS_CERT_FILE: certificate, TLS_KEY_FILE: key, TLS_AUTHORITY_FILE: authority }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
