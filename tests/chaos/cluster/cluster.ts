import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { prepareDatabase } from '../../../tools/start/database-preparation.ts'
import { TcpLink } from '../faults/tcp-link.ts'
import type { Hit, PreloadSettings } from '../preload/failpoint.ts'
import { type Ports, portsFrom } from './ports.ts'
import { PostgresServer } from './postgres-server.ts'
import { type Exit, ProductProcess } from './product-process.ts'

const root = resolve(import.meta.dirname, '../../..')
const preload = join(root, 'tests/chaos/preload.ts')

export const processNames = ['web', 'realtime-1', 'realtime-2', 'workers'] as const
export type ProcessName = (typeof processNames)[number]

/** Where a device's balancer sends its sockets: to a node, to the other one while that is down; `web`: through the one address. */
export type DeviceRoute = 1 | 2 | 'web' | 'only-2'

/**
 * The whole product on this machine: PostgreSQL, web, two realtime nodes and workers, each its own `main`, every TCP connection between
 * them, and to the devices, through a link that can be disturbed.
 */
export class Cluster {
  readonly ports: Ports
  readonly postgres: PostgresServer
  readonly processes: Readonly<Record<ProcessName, ProductProcess>>
  readonly databaseLinks: Readonly<Record<ProcessName, TcpLink>>
  readonly socketLink: TcpLink
  readonly deviceLinks: readonly { readonly web: TcpLink; readonly realtime: TcpLink }[]
  readonly exits: Exit[] = []
  readonly hitsFile: string
  readonly #cutLines = { count: 0 }
  readonly #data: string

  constructor(options: { data: string; results: string; portBase: number; devices: readonly DeviceRoute[]; planted?: string }) {
    const { data, results, devices } = options
    const ports = portsFrom(options.portBase)
    this.ports = ports
    this.#data = data
    this.hitsFile = join(results, 'hits.jsonl')
    this.postgres = new PostgresServer({ folder: data, port: ports.postgres, logFile: join(data, 'postgres.log') })
    const each = <Value>(make: (name: ProcessName) => Value) =>
      Object.fromEntries(processNames.map((name) => [name, make(name)])) as Record<ProcessName, Value>
    this.databaseLinks = each(
      (name) => new TcpLink({ name: `${name} to the database`, port: ports.databaseLinks[name], targets: [ports.postgres] }),
    )
    this.socketLink = new TcpLink({ name: 'web to realtime-1', port: ports.socketLink, targets: [ports.realtime[0]] })
    const [first, second] = ports.realtime
    const targets: Readonly<Record<DeviceRoute, readonly number[]>> = {
      1: [first, second],
      2: [second, first],
      web: [ports.web],
      'only-2': [second],
    }
    this.deviceLinks = devices.map((route, index) => ({
      web: new TcpLink({ name: `device ${index} to web`, port: ports.deviceLink(index, 'web'), targets: [ports.web] }),
      realtime: new TcpLink({
        name: `device ${index} to realtime`,
        port: ports.deviceLink(index, 'realtime'),
        targets: targets[route],
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
    await this.postgres.start()
    const url = this.postgres.ownerUrl(this.ports.postgres)
    await prepareDatabase({ ...process.env, ...this.#environment('web', url) }, true, new AbortController().signal)
    await Promise.all(this.#links().map((link) => link.listen()))
    for (const name of processNames) this.processes[name].start()
    await this.untilReady()
  }

  async untilReady(): Promise<void> {
    await Promise.all(processNames.map((name) => this.processes[name].untilReady()))
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
    for (const name of processNames) {
      this.processes[name].resume()
      this.processes[name].control({ chaos: 'clock', offsetMs: 0 })
    }
  }

  /** The product's processes one after the other, then the database. */
  async stop(): Promise<void> {
    await Promise.all(processNames.map((name) => this.processes[name].stop()))
    await this.postgres.stop()
    await Promise.all(this.#links().map((link) => link.close()))
  }

  #links(): TcpLink[] {
    return [
      ...Object.values(this.databaseLinks),
      this.socketLink,
      ...this.deviceLinks.flatMap(({ web, realtime }) => [web, realtime]),
    ]
  }

  #environment(name: ProcessName, databaseUrl: string): Record<string, string> {
    const { ports } = this
    const node = name === 'realtime-2' ? 1 : 0
    return {
      DATABASE_URL: databaseUrl,
      AUTH_SECRET: 'the secret of a fault run, longer than 32 characters',
      HOST: '127.0.0.1',
      PORT: String(ports.web),
      REALTIME_PORT: String(name === 'web' ? ports.socketLink : ports.realtime[node]),
      OPS_PORT_WEB: String(ports.ops.web),
      OPS_PORT_REALTIME: String(name === 'realtime-2' ? ports.ops['realtime-2'] : ports.ops['realtime-1']),
      OPS_PORT_WORKERS: String(ports.ops.workers),
      DATA_DIR: this.#data,
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'info',
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
    }
  }

  #process(name: ProcessName, folder: string, planted: string | undefined): ProductProcess {
    const app = name.startsWith('realtime') ? 'realtime' : name
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
