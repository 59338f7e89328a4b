import { chown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { runCommand } from './command.ts'
import type { PostgresAccount } from './postgres-account.ts'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { errorCode, StartError } from './start-error.ts'

export interface PostgresPasswords {
  /** Of the superuser `postgres`, whom no process of the product ever uses. */
  admin: string
  /** Of `chatsphere`, the owner of the database and of everything in it. */
  owner: string
}

const postgresMajor = '18'

/** Only over the loopback interface, only with a password. */
const hostBasedAuthentication = `# Written by tools/start when it made this cluster.
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128      scram-sha-256
`

/**
 * Whether `dataDir` holds a cluster that this version can start: `absent` (or an empty folder), `present`, or in words
 * what is wrong with it. Reads only: data that look damaged are left for a person to judge.
 */
export async function inspectCluster(dataDir: string): Promise<'absent' | 'present' | { problem: string }> {
  const setAside = `move it away (mv "${dataDir}" "${dataDir}.damaged") to begin with an empty database`
  let entries: string[]
  try {
    entries = await readdir(dataDir)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 'absent'
    if (errorCode(error) === 'ENOTDIR') return { problem: `${dataDir} is a file, but the database belongs there: move it away.` }
    const owner = await stat(dataDir).catch(() => undefined)
    return {
      problem:
        `The database folder ${dataDir} cannot be read (${errorCode(error)}; it belongs to user id ${owner?.uid ?? 'unknown'}). ` +
        'Start as that user or as root, or hand the folder over with chown -R.',
    }
  }
  if (entries.length === 0) return 'absent'
  const version = await readFile(join(dataDir, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version === undefined) {
    return {
      problem: `The database folder ${dataDir} is damaged: PG_VERSION is missing. Restore it from a backup, or ${setAside}.`,
    }
  }
  if (version.trim() !== postgresMajor) {
    return {
      problem:
        `The database in ${dataDir} was made by PostgreSQL ${version.trim()}, this version brings ${postgresMajor}. ` +
        `Dump it with the version that made it, or ${setAside}.`,
    }
  }
  const missing: string[] = []
  for (const part of ['global/pg_control', 'base', 'pg_wal', 'pg_xact']) {
    if (!(await stat(join(dataDir, part)).catch(() => undefined))) missing.push(part)
  }
  if (missing.length === 0) return 'present'
  return {
    problem: `The database folder ${dataDir} is damaged: ${missing.join(', ')} is missing. Restore it from a backup, or ${setAside}.`,
  }
}

/**
 * Makes a cluster with the database `chatsphere` and its owner, whole or not at all: it grows beside its place and is
 * renamed into it as the last step, so that a start killed half-way leaves nothing that the next one could trip over.
 * Passwords travel through a pipe, never through a file or a command line.
 */
export async function createCluster(
  dataDir: string,
  passwords: PostgresPasswords,
  account: PostgresAccount,
  binaries: PostgresBinaries,
  signal?: AbortSignal,
): Promise<void> {
  const parent = dirname(dataDir)
  await mkdir(parent, { recursive: true })
  const unfinished = `${basename(dataDir)}.unfinished-`
  for (const entry of await readdir(parent)) {
    if (entry.startsWith(unfinished)) await rm(join(parent, entry), { recursive: true, force: true })
  }
  const growing = join(parent, `${unfinished}${process.pid}`)
  try {
    await mkdir(growing, { mode: 0o700 })
    if (account.owner) await chown(growing, account.owner.uid, account.owner.gid)
    await runPostgres(binaries.initdb, initdbArguments(growing), '', account, signal)
    await writeFile(join(growing, 'pg_hba.conf'), hostBasedAuthentication, { flush: true })
    const single = ['--single', '-D', growing, '-c', 'exit_on_error=on', '-c', 'log_checkpoints=off', 'postgres']
    await runPostgres(binaries.postgres, single, foundingStatements(passwords).join('\n'), account, signal)
    await rename(growing, dataDir)
    await syncFolder(parent)
  } catch (error) {
    await rm(growing, { recursive: true, force: true })
    throw error
  }
}

function initdbArguments(dataDir: string): string[] {
  return [
    `--pgdata=${dataDir}`,
    '--username=postgres',
    '--auth=reject', // nobody gets in before hostBasedAuthentication and the passwords are in place
    '--encoding=UTF8',
    // The same order and the same upper and lower case on every machine, whatever its C library; pg_trgm still asks
    // LC_CTYPE what a letter is.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    `--lc-ctype=${process.platform === 'linux' ? 'C.UTF-8' : process.platform === 'darwin' ? 'en_US.UTF-8' : 'C'}`,
    '--data-checksums',
    '--no-instructions',
  ]
}

/** One statement a line: that is how single-user mode reads. */
function foundingStatements(passwords: PostgresPasswords): string[] {
  return [
    `ALTER ROLE postgres PASSWORD ${literal(passwords.admin)}`,
    // No superuser: what a process could do after RESET ROLE ends at this database. It makes the roles of the processes.
    `CREATE ROLE chatsphere LOGIN CREATEROLE CREATEDB PASSWORD ${literal(passwords.owner)}`,
    `ALTER ROLE chatsphere SET createrole_self_grant = 'set, inherit'`,
    'CREATE DATABASE chatsphere OWNER chatsphere',
    '',
  ]
}

function literal(text: string): string {
  if (/[\0\r\n\\]/.test(text)) throw new TypeError('A database password must be one line without backslashes')
  return `'${text.replaceAll("'", "''")}'`
}

async function runPostgres(
  program: string,
  args: readonly string[],
  input: string,
  account: PostgresAccount,
  signal: AbortSignal | undefined,
): Promise<void> {
  const [command, commandArgs] = account.commandLine(program, args)
  const env = { PATH: process.env.PATH, LC_ALL: 'C' }
  const { code, output } = await runCommand(command, commandArgs, { ...account.spawnOptions, cwd: '/', env, input, signal })
  if (code !== 0) throw new StartError([`PostgreSQL could not make its database folder: ${postgresComplaint(output)}`])
}

/** What PostgreSQL itself says is wrong, out of everything that it printed, with the way out where we know one. */
export function postgresComplaint(output: string): string {
  if (/No space left on device/i.test(output)) return 'the disk is full. Free some space and start again; nothing is lost.'
  const lines = output.split('\n').filter((line) => /\b(FATAL|PANIC|ERROR|HINT|DETAIL|error|fatal):/.test(line))
  const said = (lines.length > 0 ? lines : output.trim().split('\n')).slice(-4)
  return said.map((line) => line.replace(/^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] /, '').trim()).join(' · ')
}

/** Makes the rename itself survive a power cut. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
