import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '@chatsphere/testing'
import { connect } from 'amqplib'
import { killGroup, runCommand } from '../../../tools/start/command.ts'

/** Debian's RabbitMQ: the server itself, without the wrapper that would take another user. */
const programs = '/usr/lib/rabbitmq/bin'

/** A RabbitMQ of the run's own, beside one that may run here already, with its data in a folder: killed, it comes back as it was. */
export class RabbitServer {
  readonly #port: number
  readonly #folder: string
  readonly #configFile: string
  readonly #env: NodeJS.ProcessEnv
  #child: ChildProcess | undefined

  constructor(options: { port: number; distributionPort: number; folder: string }) {
    const { port, distributionPort } = options
    this.#port = port
    this.#folder = join(options.folder, 'rabbitmq')
    this.#configFile = join(this.#folder, 'rabbitmq.conf')
    this.#env = {
      ...process.env,
      HOME: this.#folder,
      RABBITMQ_NODENAME: `chaos-${port}@localhost`,
      RABBITMQ_CONFIG_FILE: this.#configFile,
      RABBITMQ_CONF_ENV_FILE: join(this.#folder, 'none'),
      RABBITMQ_DIST_PORT: String(distributionPort),
      RABBITMQ_MNESIA_BASE: join(this.#folder, 'data'),
      RABBITMQ_LOG_BASE: join(this.#folder, 'log'),
      RABBITMQ_PID_FILE: join(this.#folder, 'pid'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(this.#folder, 'plugins'),
    }
  }

  url(port: number): string {
    return `amqp://guest:guest@127.0.0.1:${port}`
  }

  async start(): Promise<void> {
    await mkdir(join(this.#folder, 'log'), { recursive: true })
    await writeFile(join(this.#folder, 'plugins'), '[].\n')
    await writeFile(this.#configFile, `listeners.tcp.local = 127.0.0.1:${this.#port}\n`)
    this.#child = spawn(join(programs, 'rabbitmq-server'), [], { env: this.#env, stdio: 'ignore', detached: true })
    this.#child.on('error', (error) => console.error('rabbitmq-server could not be started', error))
    await until(() => this.#answers(), { timeoutMs: 60_000 })
  }

  async kill(): Promise<void> {
    if (!this.#child) return
    const ended = once(this.#child, 'exit')
    killGroup(this.#child.pid, 'SIGKILL')
    await ended
    this.#child = undefined
  }

  /** While it is on, the server takes nothing from anybody who publishes. */
  async memoryAlarm(on: boolean): Promise<void> {
    const args = ['set_vm_memory_high_watermark', ...(on ? ['absolute', '1MB'] : ['0.4'])]
    const { code, output } = await runCommand(join(programs, 'rabbitmqctl'), args, { env: this.#env })
    if (code !== 0) throw new Error(`rabbitmqctl ${args.join(' ')} failed: ${output}`)
  }

  async #answers(): Promise<boolean> {
    try {
      const connection = await connect(this.url(this.#port), { timeout: 2_000 })
      connection.on('error', () => undefined)
      await connection.close()
      return true
    } catch {
      return false
    }
  }
}
