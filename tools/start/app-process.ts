import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { killGroup } from './command.ts'

export interface AppProcessSpec {
  name: string
  /** What Node runs, from `cwd`. */
  args: readonly string[]
  cwd: string
  /** What it has beside the environment of all. */
  env?: NodeJS.ProcessEnv
  /** Answers 200 once the process is ready, else says in its body what it waits for. */
  readyUrl: string
  /** In dev mode a change below these restarts it. None: it reloads by itself. */
  watch: readonly string[]
}

export type LineListener = (line: string, stream: 'stdout' | 'stderr') => void

/**
 * One of the product's processes. It leads a process group of its own: Ctrl+C in the terminal reaches the launcher
 * alone, which stops them before PostgreSQL; and whatever it started itself ends with it. The IPC channel is its
 * lifeline: it closes when the launcher is killed, and the process then stops by itself.
 */
export class AppProcess {
  readonly name: string
  readonly pid: number | undefined
  /** How it ended, in words ("ended with exit code 1"). Never rejects. */
  readonly ended: Promise<string>
  readonly #child: ChildProcess
  readonly #readyUrl: string
  #outcome: string | undefined

  constructor(spec: AppProcessSpec, env: NodeJS.ProcessEnv, onLine: LineListener) {
    this.name = spec.name
    this.#readyUrl = spec.readyUrl
    this.#child = spawn(process.execPath, spec.args, {
      cwd: spec.cwd,
      env: { ...env, ...spec.env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.pid = this.#child.pid
    for (const stream of ['stdout', 'stderr'] as const) {
      const input = this.#child[stream]
      if (input) createInterface({ input }).on('line', (line) => onLine(line, stream))
    }
    this.ended = this.#end()
  }

  /** How it ended; undefined while it runs. */
  get outcome(): string | undefined {
    return this.#outcome
  }

  async #end(): Promise<string> {
    let outcome: string
    try {
      const [code, signal] = await once(this.#child, 'exit')
      outcome = signal ? `was ended by ${signal}` : `ended with exit code ${code}`
    } catch (error) {
      outcome = `could not be started (${error instanceof Error ? error.message : error})`
    }
    killGroup(this.pid, 'SIGKILL') // what it left behind
    this.#outcome = outcome
    return outcome
  }

  /** Resolves true when it is ready; false, with what it waits for, when time is up or it has ended. */
  async untilReady(timeoutMs: number, signal: AbortSignal): Promise<{ ready: boolean; reason: string }> {
    const deadline = performance.now() + timeoutMs
    let reason = 'it does not answer'
    while (performance.now() < deadline) {
      signal.throwIfAborted()
      if (this.#outcome !== undefined) return { ready: false, reason: this.#outcome }
      try {
        const response = await fetch(this.#readyUrl, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) })
        const words = (await response.text()).slice(0, 500).trim()
        if (response.ok) return { ready: true, reason: '' }
        reason = `it answers ${response.status}${words === '' ? '' : `: ${words}`}`
      } catch {
        // not listening yet
      }
      await wait(30, undefined, { signal })
    }
    return { ready: false, reason: `not ready after ${timeoutMs / 1000} s: ${reason}` }
  }

  /** Asks it to end (SIGTERM) and makes it end when the time is up. Resolves when its whole process group is gone. */
  async stop(timeoutMs: number): Promise<void> {
    if (this.#outcome !== undefined) return
    this.#child.kill('SIGTERM')
    const timer = setTimeout(() => killGroup(this.pid, 'SIGKILL'), timeoutMs)
    await this.ended
    clearTimeout(timer)
  }
}
