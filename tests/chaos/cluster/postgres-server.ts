import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../../tools/start/embedded-postgres.ts'

const passwords = { admin: 'admin', owner: 'owner' }

/** The product's own embedded PostgreSQL, with its own settings, on a fixed port, so that it can be made to crash and come back. */
export class PostgresServer {
  readonly #dataDir: string
  readonly #port: number
  readonly #logFile: string
  #server: EmbeddedPostgres | undefined

  constructor(options: { folder: string; port: number; logFile: string }) {
    this.#dataDir = join(options.folder, 'postgres')
    this.#port = options.port
    this.#logFile = options.logFile
  }

  /** Past all proxies, for the supervisor alone. */
  get adminUrl(): string {
    return `postgresql://postgres:${passwords.admin}@127.0.0.1:${this.#port}/chatsphere`
  }

  ownerUrl(port: number): string {
    return `postgresql://chatsphere:${passwords.owner}@127.0.0.1:${port}/chatsphere`
  }

  async start(): Promise<void> {
    this.#server = await startEmbeddedPostgres({
      dataDir: this.#dataDir,
      passwords,
      port: this.#port,
      logFile: this.#logFile,
      settings: { max_connections: '150' },
    })
  }

  /** `kill`: the server and all that it started end at once, as in a power cut of the process. `immediate`: its own emergency stop. */
  async crash(how: 'kill' | 'immediate'): Promise<void> {
    const pid = Number((await readFile(join(this.#dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
    if (how === 'immediate') process.kill(pid, 'SIGQUIT')
    else {
      const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
      for (const each of [pid, ...children.trim().split(' ').filter(Boolean).map(Number)]) killIfThere(each)
    }
    await this.#server?.exited
  }

  async stop(): Promise<void> {
    await this.#server?.stop()
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended in the same moment.
  }
}
