import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { monotonicMs } from '../monotonic.ts'
import type { Control } from '../preload/failpoint.ts'

export interface ProductProcessSpec {
  readonly name: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly readyUrl: string
  readonly logFile: string
}

/** How a process ended. `asked`: by a signal of the harness. */
export interface Exit {
  readonly process: string
  readonly at: number
  readonly code: number | null
  readonly signal: string | null
  readonly asked: 'kill' | 'stop' | null
  /** From the SIGTERM on. */
  readonly tookMs: number | null
  /** It had said that it was ready: a start that fails because the database is away is none. */
  readonly wasReady: boolean
}

const restartDelayMs = 400

/**
 * One process of the product, started again whenever it ends, as a service manager does, until `stop`.
 * Every end is told, and whether the harness asked for it: a process that ends by itself is a defect, whatever was done to it.
 */
export class ProductProcess {
  readonly name: string
  readonly #spec: ProductProcessSpec
  readonly #onExit: (exit: Exit) => void
  readonly #onLine: (line: string) => void
  readonly #log: WriteStream
  #child: ChildProcess | undefined
  #asked: Exit['asked'] = null
  #askedAt = 0
  #kept = true
  #wasReady = false
  #ended: Promise<void> = Promise.resolve()

  constructor(spec: ProductProcessSpec, on: { exit(exit: Exit): void; line(line: string): void }) {
    this.name = spec.name
    this.#spec = spec
    this.#onExit = on.exit
    this.#onLine = on.line
    this.#log = createWriteStream(spec.logFile, { flags: 'a' })
  }

  start(): void {
    const { args, cwd, env } = this.#spec
    const child = spawn(process.execPath, [...args], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    this.#child = child
    this.#wasReady = false
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      createInterface({ input: stream }).on('line', (line) => {
        this.#log.write(`${line}\n`)
        if (line.includes('"msg":"ready"')) this.#wasReady = true
        this.#onLine(line)
      })
    }
    child.on('error', () => undefined)
    this.#ended = once(child, 'exit').then(([code, signal]) => this.#over(code as number | null, signal as string | null))
  }

  /** Resolves when it answers that it is ready. */
  async untilReady(timeoutMs = 60_000): Promise<void> {
    const deadline = monotonicMs() + timeoutMs
    while (monotonicMs() < deadline) {
      try {
        const response = await fetch(this.#spec.readyUrl, { signal: AbortSignal.timeout(2_000) })
        if (response.ok) return
      } catch {
        // Not yet.
      }
      await wait(50)
    }
    throw new Error(`${this.name} is not ready after ${timeoutMs / 1000} s; its log: ${this.#spec.logFile}`)
  }

  kill(): void {
    this.#asked = 'kill'
    this.#child?.kill('SIGKILL')
  }

  pause(): void {
    this.#child?.kill('SIGSTOP')
  }

  resume(): void {
    this.#child?.kill('SIGCONT')
  }

  /** SIGTERM; resolves when it has ended. It comes back unless `stop` was called. */
  async terminate(): Promise<void> {
    this.#asked = 'stop'
    this.#askedAt = monotonicMs()
    const ended = this.#ended
    this.#child?.kill('SIGTERM')
    await ended
  }

  /** SIGTERM, and it stays down. */
  async stop(): Promise<void> {
    this.#kept = false
    await this.terminate()
    this.#log.end()
  }

  /** False: it is not there to be told. */
  control(message: Control): boolean {
    if (!this.#child?.connected) return false
    this.#child.send(message, () => undefined)
    return true
  }

  #over(code: number | null, signal: string | null): void {
    const asked = signal === 'SIGKILL' && this.#asked === null ? 'kill' : this.#asked
    const tookMs = this.#asked === 'stop' ? monotonicMs() - this.#askedAt : null
    this.#onExit({ process: this.name, at: monotonicMs(), code, signal, asked, tookMs, wasReady: this.#wasReady })
    this.#asked = null
    this.#child = undefined
    if (this.#kept) setTimeout(() => this.#kept && this.start(), restartDelayMs)
  }
}
