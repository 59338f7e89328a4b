import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { until } from './until.ts'

export interface Pooler {
  /** The address through the pooler of a database that is on its server, for whoever `url` is for. */
  through(url: string): string
  stop(): Promise<void>
}

/**
 * A PgBouncer in transaction mode before the server of `url`, with its strictest settings: it forgets every session, and refuses whatever a
 * connection asks for beside its name. `poolSize`: how many transactions run at once, of all clients with one login. It knows the login of
 * `url`, and those of `logins` (name to password).
 */
export async function startPgBouncer(options: {
  url: string
  poolSize: number
  logins?: Readonly<Record<string, string>>
}): Promise<Pooler> {
  const program = process.env.TEST_PGBOUNCER
  if (!program) throw new Error('TEST_PGBOUNCER is missing: start the tests with "npm test"')
  const server = new URL(options.url)
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'chatsphere-pgbouncer-'))
  // It reads them as another user than the one who starts it.
  await chmod(folder, 0o755)
  const users = { [decodeURIComponent(server.username)]: decodeURIComponent(server.password), ...options.logins }
  const userFile = join(folder, 'users.txt')
  await writeFile(
    userFile,
    Object.entries(users)
      .map(([name, password]) => `"${name}" "${password}"\n`)
      .join(''),
  )
  const configFile = join(folder, 'pgbouncer.ini')
  await writeFile(
    configFile,
    `[databases]
* = host=${server.hostname} port=${server.port || '5432'}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${userFile}
pool_mode = transaction
default_pool_size = ${options.poolSize}
max_client_conn = 500
`,
  )
  // It refuses to run as root.
  const asUser = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(program, ['-q', ...asUser, configFile], {
    // A signal to the tests' process group is not for it: what asks it is ended first.
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  // A test that fails before it stops the pooler must neither wait for it nor leave it behind.
  const kill = () => child.kill('SIGKILL')
  child.unref()
  process.once('exit', kill)
  await until(() => answers(child, port), { what: 'PgBouncer listens' })
  return {
    through(url) {
      const pooled = new URL(url)
      pooled.hostname = '127.0.0.1'
      pooled.port = String(port)
      return pooled.href
    },
    async stop() {
      const ended = once(child, 'exit')
      if (child.exitCode === null && kill()) await ended
      process.off('exit', kill)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function answers(child: ChildProcess, port: number): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`PgBouncer ended with exit code ${child.exitCode}`)
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
