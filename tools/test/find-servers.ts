import { connect } from 'node:net'
import { findExecutable } from './find-executable.ts'

/** A server that some integration tests need, beside the PostgreSQL that the tests bring along. */
export interface Server {
  readonly name: string
  /**
   * Where the product takes its address from: if that is set, it is used as it is, since a wrong one must not be replaced in
   * silence.
   */
  readonly configuredBy: string
  /** Where it is looked for otherwise. */
  readonly localUrl: string
  /** Where the tests take its address from. */
  readonly variable: string
  readonly howToGet: string
}

/** Servers lie where only root looks for programs. */
const serverFolders = ['/usr/sbin', '/usr/local/sbin']

const servers: readonly Server[] = [
  {
    name: 'Redis',
    configuredBy: 'REDIS_URL',
    localUrl: 'redis://127.0.0.1:6379',
    variable: 'TEST_REDIS_URL',
    howToGet: 'apt-get install redis-server, or name one that you have: REDIS_URL=redis://host:6379/0 npm test',
  },
  {
    name: 'RabbitMQ',
    configuredBy: 'RABBITMQ_URL',
    localUrl: 'amqp://guest:guest@127.0.0.1:5672',
    variable: 'TEST_RABBITMQ_URL',
    howToGet: 'apt-get install rabbitmq-server, or name one that you have: RABBITMQ_URL=amqp://user:password@host:5672 npm test',
  },
]

/** A server that tests start themselves: only its program has to be there. */
export interface Program extends Pick<Server, 'name' | 'variable' | 'howToGet'> {
  readonly command: string
}

const programs: readonly Program[] = [
  { name: 'PgBouncer', command: 'pgbouncer', variable: 'TEST_PGBOUNCER', howToGet: 'apt-get install pgbouncer' },
]

/** The addresses of the servers that are there, and the paths of the programs, as the environment of the tests, and those that are not. */
export async function findServers(
  env: NodeJS.ProcessEnv,
  wanted: readonly Server[] = servers,
  wantedPrograms: readonly Program[] = programs,
): Promise<{ readonly env: NodeJS.ProcessEnv; readonly missing: readonly Pick<Server, 'name' | 'howToGet'>[] }> {
  const found: NodeJS.ProcessEnv = {}
  const missing: Pick<Server, 'name' | 'howToGet'>[] = []
  for (const server of wanted) {
    const configured = env[server.configuredBy]
    if (configured) found[server.variable] = configured
    else if (await listens(new URL(server.localUrl))) found[server.variable] = server.localUrl
    else missing.push(server)
  }
  for (const program of wantedPrograms) {
    const file = env[program.variable] || findExecutable([program.command], env.PATH, serverFolders)
    if (file) found[program.variable] = file
    else missing.push(program)
  }
  return { env: found, missing }
}

function listens({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname)
    const answer = (isThere: boolean): void => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
    socket.setTimeout(2_000, () => answer(false))
  })
}
