import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { prepareDatabase } from '../../../tools/start/database-preparation.ts'
import { TcpLink } from '../faults/tcp-link.ts'
import type { Hit, PreloadSettings } from '../preload/failpoint.ts'
import { postgresConnections } from './database-dump.ts'
import { type Ports, type ProcessName, portsFrom } from './ports.ts'
import { PostgresServer } from './postgres-server.ts'
import { type Exit, ProductProcess } from './product-process.ts'
import { RabbitServer } from './rabbit-server.ts'
import { type KnownConnection, RedisServer } from './redis-server.ts'

const root = resolve(import.meta.dirname, '../../..')
const preload = join(root, 'tests/chaos/preload.ts')

/** What the product runs on: PostgreSQL alone, or Redis and RabbitMQ too, and then with more processes. */
export type EngineSet = 'embedded' | 'servers'

export const processesOn: Readonly<Record<EngineSet, readonly ProcessName[]>> = {
  embedded: ['web', 'realtime-1', 'realtime-2', 'workers'],
  servers: ['web', 'realtime-1', 'realtime-2', 'workers', 'realtime-3', 'workers-2'],
}

/** Where a device's balancer sends its sockets: to a node, to another one while that is down; `web`: through the one address. */
export type DeviceRoute = 1 | 2 | 'web' | 'only-2'

/**
 * The whole product on this machine: its engines, web, realtime nodes and workers, each its own `main`, every TCP connection between
 * them, and to the devices, through a link that can be disturbed.
 */
export class Cluster {
  readonly ports: Ports
  readonly names: readonly ProcessName[]
  readonly postgres: PostgresServer
  /** Undefined: it runs on PostgreSQL alone. */
  readonly servers: { readonly redis: RedisServer; readonly broker: RabbitServer } | undefined
  readonly processes: Readonly<Record<ProcessName, ProductProcess>>
  readonly databaseLinks: Readonly<Record<ProcessName, TcpLink>>
  readonly redisLinks: Readonly<Record<ProcessName, TcpLink>>
  readonly brokerLinks: Readonly<Record<ProcessName, TcpLink>>
  readonly socketLink: TcpLink
  readonly deviceLinks: readonly { readonly web: TcpLink; readonly realtime: TcpLink }[]
  readonly exits: Exit[] = []
  readonly hitsFile: string
  readonly #cutLines = { count: 0 }
  readonly #data: string

  constructor(options: {
    data: string
    results: string
    portBase: number
    engines: EngineSet
    devices: readonly DeviceRoute[]
    planted?: string
  }) {
    const { data, results, devices, engines } = options
    const ports = portsFrom(options.portBase)
    this.ports = ports
    this.names = processesOn[engines]
    this.#data = data
    this.hitsFile = join(results, 'hits.jsonl')
    this.postgres = new PostgresServer({ folder: data, port: ports.postgres, logFile: join(data, 'postgres.log') })
    if (engines === 'servers') {
      this.servers = {
        redis: new RedisServer({ port: ports.redis, folder: data }),
        broker: new RabbitServer({ port: ports.broker, distributionPort: ports.brokerDistribution, folder: data }),
      }
    }
    const each = <Value>(make: (name: ProcessName) => Value) =>
      Object.fromEntries(processesOn.servers.map((name) => [name, make(name)])) as Record<ProcessName, Value>
    const linksTo = (what: string, from: Ports['databaseLinks'], target: number) =>
      each((name) => new TcpLink({ name: `${name} to ${what}`, port: from[name], targets: [target] }))
    this.databaseLinks = linksTo('the database', ports.databaseLinks, ports.postgres)
    this.redisLinks = linksTo('Redis', ports.redisLinks, ports.redis)
    this.brokerLinks = linksTo('RabbitMQ', ports.brokerLinks, ports.broker)
    this.socketLink = new TcpLink({ name: 'web to realtime-1', port: ports.socketLink, targets: [ports.realtime[0]] })
    this.deviceLinks = devices.map((route, index) => ({
      web: new TcpLink({ name: `device ${index} to web`, port: ports.deviceLink(index, 'web'), targets: [ports.web] }),
      realtime: new TcpLink({
        name: `device ${index} to realtime`,
        port: ports.deviceLink(index, 'realtime'),
        targets: this.#targetsOf(route, index),
      }),
    }))
    this.processes = each((name) => this.#process(name, results, options.planted))
  }

  /** Sockets that their node has cut because nobody read. */
  get slowCuts(): number {
    return this.#cutLines.count
  }

  async start(): Promise<void> {
    await writeFile(this.hitsFile, '')
    await Promise.all([this.postgres.start(), this.servers?.redis.start(), this.servers?.broker.start()])
    const url = this.postgres.ownerUrl(this.ports.postgres)
    await prepareDatabase({ ...process.env, ...this.#environment('web', url) }, true, new AbortController().signal)
    await Promise.all(this.#links().map((link) => link.listen()))
    for (const name of this.names) this.processes[name].start()
    await this.untilReady()
  }

  async untilReady(): Promise<void> {
    await Promise.all(this.names.map((name) => this.processes[name].untilReady()))
  }

  /** What failpoints and planted bugs have noted so far. */
  async hits(): Promise<Hit[]> {
    const text = await readFile(this.hitsFile, 'utf8')
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Hit)
  }

  /** Everything flows, runs and tells the right time again. */
  heal(): void {
    for (const link of this.#links()) link.set({})
    for (const name of this.names) {
      this.processes[name].resume()
      this.processes[name].control({ chaos: 'clock', offsetMs: 0 })
    }
  }

  /** The realtime nodes of this cluster. */
  get nodes(): readonly ProcessName[] {
    return this.names.filter((name) => name.startsWith('realtime'))
  }

  /** Whom presence has as connected, wherever it keeps that. */
  connections(): Promise<readonly KnownConnection[]> {
    return this.servers ? this.servers.redis.connections() : postgresConnections(this.postgres.adminUrl)
  }

  /** The product's processes at once, then the engines. */
  async stop(): Promise<void> {
    await Promise.all(this.names.map((name) => this.processes[name].stop()))
    await Promise.all([this.postgres.stop(), this.servers?.redis.kill(), this.servers?.broker.kill()])
    await Promise.all(this.#links().map((link) => link.close()))
  }

  #links(): TcpLink[] {
    return [
      ...Object.values(this.databaseLinks),
      ...Object.values(this.redisLinks),
      ...Object.values(this.brokerLinks),
      this.socketLink,
      ...this.deviceLinks.flatMap(({ web, realtime }) => [web, realtime]),
    ]
  }

  #targetsOf(route: DeviceRoute, device: number): readonly number[] {
    const [first, second, third] = this.ports.realtime
    if (route === 'web') return [this.ports.web]
    if (route === 'only-2') return [second]
    if (this.servers && device % 3 === 0) return [third, first, second]
    return route === 1 ? [first, second] : [second, first]
  }

  #environment(name: ProcessName, databaseUrl: string): Record<string, string> {
    const { ports } = this
    const node = Math.max(0, ['realtime-1', 'realtime-2', 'realtime-3'].indexOf(name))
    return {
      ...(this.servers && {
        REDIS_URL: `redis://127.0.0.1:${ports.redisLinks[name]}/0`,
        RABBITMQ_URL: this.servers.broker.url(ports.brokerLinks[name]),
      }),
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: 'the secret of a fault run, longer than 32 characters',
      HOST: '127.0.0.1',
      PORT: String(ports.web),
      REALTIME_PORT: String(name === 'web' ? ports.socketLink : ports.realtime[node]),
      OPS_PORT_WEB: String(ports.ops.web),
      OPS_PORT_REALTIME: String(ports.ops[name.startsWith('realtime') ? name : 'realtime-1']),
      OPS_PORT_WORKERS: String(ports.ops[name.startsWith('workers') ? name : 'workers']),
      DATA_DIR: this.#data,
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
    }
  }

  #process(name: ProcessName, folder: string, planted: string | undefined): ProductProcess {
    const app = name.replace(/-\d$/, '')
    const chaos: PreloadSettings = { hits: this.hitsFile, process: name, ...(planted !== undefined && { planted }) }
    const env = {
      ...process.env,
      ...this.#environment(name, this.postgres.ownerUrl(this.ports.databaseLinks[name])),
      CHAOS: JSON.stringify(chaos),
    }
    return new ProductProcess(
      {
        name,
        args: ['--import', preload, join(root, 'apps', app, 'src', 'main.ts')],
        cwd: root,
        env,
        readyUrl: `http://127.0.0.1:${this.ports.ops[name]}/readyz`,
        logFile: join(folder, `${name}.log`),
      },
      {
        exit: (exit) => this.exits.push(exit),
        line: (line) => {
          if (line.includes('a socket that does not read was cut')) this.#cutLines.count += 1
        },
      },
    )
  }
}
