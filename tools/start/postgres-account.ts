import { chmod, chown, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type CommandOptions, runCommand } from './command.ts'
import { StartError } from './start-error.ts'

/** As whom PostgreSQL runs, and how a command is started as that account. */
export interface PostgresAccount {
  /** Who owns the data folder. Undefined: whoever runs the launcher. */
  owner: { uid: number; gid: number } | undefined
  /** The command line that runs `command` as this account. It keeps its process id: the wrapper execs. */
  commandLine(command: string, args: readonly string[]): [command: string, args: string[]]
  /** For systems without setpriv. */
  spawnOptions: Pick<CommandOptions, 'uid' | 'gid'>
}

/**
 * A folder such as /root (mode 0700) lets no other account through, and a clone there is the usual case on a rented
 * server. This gives the account the one capability to read past such folders, and no other. `no_setuid_fixup` is
 * needed because PostgreSQL asks access(2), which ignores capabilities of a non-root account without it.
 */
const readPastFolders = [
  '--inh-caps=-all,+dac_read_search',
  '--ambient-caps=-all,+dac_read_search',
  '--bounding-set=-all,+dac_read_search',
  '--securebits=+no_setuid_fixup,+noroot',
]

/**
 * Finds (as root also: makes) the account for the server whose data lies, or will lie, in `dataDir`.
 * PostgreSQL refuses to run as root, so root hands it to the owner of existing data, else to the system user `postgres`.
 * `folders` must be passable for the account, and the one around `dataDir`; when that cannot be, this throws and says
 * what to do.
 */
export async function findPostgresAccount(dataDir: string, folders: readonly string[]): Promise<PostgresAccount> {
  const isRoot = process.getuid?.() === 0
  const hasSetpriv = process.platform === 'linux' && (await succeeds('setpriv', ['--version']))
  // A launcher that is killed outright cannot stop anything: the kernel then tells PostgreSQL to stop (SIGINT, "fast").
  const stopWithLauncher = ['--pdeathsig', 'INT']
  if (!isRoot) return through(undefined, hasSetpriv ? stopWithLauncher : undefined)

  const owner = (await ownerOf(dataDir)) ?? (await systemUser()) ?? (await createSystemUser())
  const become = ['--reuid', `${owner.uid}`, '--regid', `${owner.gid}`, '--clear-groups', ...stopWithLauncher]
  await letGroupPass(dirname(dataDir), owner.gid)
  for (const flags of hasSetpriv ? [become, [...become, ...readPastFolders]] : [undefined]) {
    const account = through(owner, flags)
    const passable = account.commandLine('test', folders.flatMap((folder) => ['-a', '-x', folder]).slice(1))
    if (await succeeds(...passable, account.spawnOptions)) return account
  }
  throw new StartError([
    `PostgreSQL does not run as root, and its account (user id ${owner.uid}) cannot get into ${folders.join(' or ')}. ` +
      'Move the project to a folder that everyone may pass, such as /srv/chatsphere, start it as a normal user, ' +
      'or set DATABASE_URL to a PostgreSQL server.',
  ])
}

function through(owner: PostgresAccount['owner'], setprivFlags: readonly string[] | undefined): PostgresAccount {
  return {
    owner,
    commandLine: (command, args) =>
      setprivFlags ? ['setpriv', [...setprivFlags, '--', command, ...args]] : [command, [...args]],
    spawnOptions: setprivFlags || !owner ? {} : owner,
  }
}

/** Our own data folder is closed to all others (0700); the account's group may pass through it, and see nothing in it. */
async function letGroupPass(folder: string, gid: number): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found?.uid !== 0 || (found.mode & 0o077) !== 0) return
  await chown(folder, found.uid, gid)
  await chmod(folder, 0o710)
}

async function succeeds(command: string, args: readonly string[], options: CommandOptions = {}): Promise<boolean> {
  return runCommand(command, args, { cwd: '/', ...options }).then(
    ({ code }) => code === 0,
    () => false,
  )
}

async function ownerOf(dataDir: string): Promise<PostgresAccount['owner']> {
  const found = await stat(dataDir).catch(() => undefined)
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

async function systemUser(): Promise<PostgresAccount['owner']> {
  const [user, group] = await Promise.all([runCommand('id', ['-u', 'postgres']), runCommand('id', ['-g', 'postgres'])])
  return user.code === 0 && group.code === 0 ? { uid: Number(user.output), gid: Number(group.output) } : undefined
}

async function createSystemUser(): Promise<{ uid: number; gid: number }> {
  const args = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']
  const made = await runCommand('useradd', args).catch((error: Error) => ({ code: 1, output: error.message }))
  const user = made.code === 0 ? await systemUser() : undefined
  if (user) return user
  throw new StartError([
    `PostgreSQL does not run as root, and the system user "postgres" could not be made (useradd: ${made.output.trim() || 'failed'}). ` +
      'Make a user of that name, start as a normal user, or set DATABASE_URL to a PostgreSQL server.',
  ])
}
