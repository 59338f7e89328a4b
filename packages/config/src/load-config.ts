import { resolve } from 'node:path'
import { variables } from './variables.ts'

export type ProcessName = 'web' | 'realtime' | 'workers'

/** An address of the database, and the role that whoever uses it must take first. Without one the login has the rights of its process, and no others. */
export interface DatabaseLogin {
  readonly url: string
  readonly role?: string
}

export interface Config {
  /** What each process asks the database with. `throughPooler`: no two transactions need run on one connection, nothing of a session lasts. */
  readonly processDatabase: Readonly<Record<ProcessName, DatabaseLogin & { readonly throughPooler: boolean }>>
  /** What each process listens with: a connection to PostgreSQL itself. */
  readonly processListener: Readonly<Record<ProcessName, DatabaseLogin>>
  /** Where live events travel, limits are counted and presence is kept. Undefined: PostgreSQL, and limits in each process. */
  readonly redisUrl: string | undefined
  /** Where events travel. Undefined: through PostgreSQL. */
  readonly rabbitmqUrl: string | undefined
  readonly authSecret: string
  readonly host: string
  readonly ports: Readonly<{ web: number; realtime: number; ops: Readonly<Record<ProcessName, number>> }>
  /** Others of the same kind may listen on the same ports. */
  readonly sharePorts: boolean
  readonly opsHost: string
  /** The web process itself speaks HTTPS with these files. Null: HTTP, perhaps behind a proxy that speaks HTTPS. */
  readonly tls: Readonly<{ certFile: string; keyFile: string; authorityFile: string | undefined }> | null
  /** Where people reach the app, without a trailing slash. */
  readonly publicUrl: string
  /** Without PUBLIC_URL: the origins that browsers may come from, besides the request's own host. Null: PUBLIC_URL alone. */
  readonly localOrigins: readonly string[] | null
  /** Where sockets go, whichever nodes run. Undefined: to a node that has an address of its own, or else to the caller's own (one-address mode). */
  readonly realtimeUrl: string | undefined
  /** Where clients reach this very realtime node. Undefined: only through the web process or a balancer. */
  readonly realtimeNodeUrl: string | undefined
  readonly trustedProxies: readonly string[]
  /** Of the host that runs the web app as functions, in lower case. */
  readonly clientAddressHeader: string | undefined
  /** Origins of pages that may call with a token of their own, besides the app's. */
  readonly corsOrigins: readonly string[]
  readonly rateLimits: boolean
  /** The absolute path of the folder for what the processes keep on this machine. */
  readonly dataDir: string
  readonly logLevel: string
}

/** All problems of a configuration at once, one line each, in words that say what to change. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Made by the migrations. */
const roles: Readonly<Record<ProcessName, string>> = {
  web: 'chatsphere_web',
  realtime: 'chatsphere_realtime',
  workers: 'chatsphere_workers',
}

function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
}

/** What a host of functions cannot do or know by itself: keep sockets, count in memory, be this machine. */
const neededByFunctions = {
  PUBLIC_URL: 'where people reach the app',
  REALTIME_URL: 'where sockets go, which functions cannot keep',
  REDIS_URL: 'where limits are counted, which functions cannot remember',
  CLIENT_ADDRESS_HEADER: 'the header in which the host says where a request comes from',
}

function missingForFunctions(present: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(neededByFunctions)
    .filter(([name]) => present[name] === undefined && !(name === 'REDIS_URL' && present.RATE_LIMITS === 'off'))
    .map(([name, what]) => `${name} is missing: ${what}`)
}

/**
 * The whole configuration as one frozen object, read from `env` once at start.
 * An empty variable counts as absent. Throws `ConfigError` naming every problem, not only the first. `asFunctions`: it is for the web app
 * where a host runs it as functions, which needs more of it to be said.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  { asFunctions = false } = {},
): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const missing = asFunctions ? missingForFunctions(present) : []
  const parsed = variables.safeParse(present)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => {
      const name = issue.path.join('.')
      return present[name] === undefined && !issue.message.startsWith('is missing')
        ? `${name} is missing: it ${issue.message}`
        : `${name} ${issue.message}`
    })
    throw new ConfigError([...wrong, ...missing])
  }
  const values = parsed.data
  const problems: string[] = [...missing]
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, TLS_AUTHORITY_FILE: authorityFile } = values
  const tls = certFile && keyFile ? Object.freeze({ certFile, keyFile, authorityFile }) : null
  if (!tls && (certFile || keyFile)) problems.push('TLS_CERT_FILE and TLS_KEY_FILE belong together: set both or none')
  const scheme = tls ? 'https' : 'http'
  const publicUrl = values.PUBLIC_URL ?? `${scheme}://localhost:${values.PORT}`
  if (tls && publicUrl.startsWith('http:')) {
    problems.push(`PUBLIC_URL is ${publicUrl}, but this start speaks HTTPS: write https:// there, or remove it`)
  }
  if (values.RATE_LIMITS === 'off' && !isLoopback(publicUrl)) {
    problems.push(
      `RATE_LIMITS=off is for tests and benchmarks on this machine, but PUBLIC_URL is ${publicUrl}: remove one of them`,
    )
  }
  const portsByName = {
    PORT: values.PORT,
    REALTIME_PORT: values.REALTIME_PORT,
    OPS_PORT_WEB: values.OPS_PORT_WEB,
    OPS_PORT_REALTIME: values.OPS_PORT_REALTIME,
    OPS_PORT_WORKERS: values.OPS_PORT_WORKERS,
  }
  const nameByPort = new Map<number, string>()
  for (const [name, value] of Object.entries(portsByName)) {
    const other = nameByPort.get(value)
    if (other) problems.push(`${name} and ${other} are both ${value}: give each its own port`)
    nameByPort.set(value, name)
  }
  if (problems.length > 0) throw new ConfigError(problems)

  const { DATABASE_URL: url, DIRECT_DATABASE_URL: directUrl } = values
  const ownUrls = { web: values.DATABASE_URL_WEB, realtime: values.DATABASE_URL_REALTIME, workers: values.DATABASE_URL_WORKERS }
  const loginOf = (name: ProcessName): DatabaseLogin => {
    const ownUrl = ownUrls[name]
    return ownUrl === undefined ? { url, role: roles[name] } : { url: ownUrl }
  }
  const databaseOf = (name: ProcessName) => Object.freeze({ ...loginOf(name), throughPooler: directUrl !== undefined })
  const listenerOf = (name: ProcessName) =>
    Object.freeze(directUrl === undefined ? loginOf(name) : { url: directUrl, role: roles[name] })
  return Object.freeze({
    processDatabase: Object.freeze({ web: databaseOf('web'), realtime: databaseOf('realtime'), workers: databaseOf('workers') }),
    processListener: Object.freeze({ web: listenerOf('web'), realtime: listenerOf('realtime'), workers: listenerOf('workers') }),
    redisUrl: values.REDIS_URL,
    rabbitmqUrl: values.RABBITMQ_URL,
    authSecret: values.AUTH_SECRET,
    host: values.HOST,
    ports: Object.freeze({
      web: values.PORT,
      realtime: values.REALTIME_PORT,
      ops: Object.freeze({ web: values.OPS_PORT_WEB, realtime: values.OPS_PORT_REALTIME, workers: values.OPS_PORT_WORKERS }),
    }),
    sharePorts: values.SHARE_PORTS === 'on',
    opsHost: values.OPS_HOST,
    tls,
    publicUrl,
    localOrigins: values.PUBLIC_URL ? null : Object.freeze([publicUrl, `${scheme}://127.0.0.1:${values.PORT}`]),
    realtimeUrl: values.REALTIME_URL,
    realtimeNodeUrl: values.REALTIME_NODE_URL,
    clientAddressHeader: values.CLIENT_ADDRESS_HEADER,
    trustedProxies: Object.freeze(values.TRUSTED_PROXIES),
    corsOrigins: Object.freeze(values.CORS_ORIGINS),
    rateLimits: values.RATE_LIMITS === 'on',
    dataDir: resolve(values.DATA_DIR),
    logLevel: values.LOG_LEVEL,
  })
}
