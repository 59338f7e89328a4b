import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AppProcess, type AppProcessSpec } from './app-process.ts'
import type { RunningProcess } from './data-lock.ts'
import { LogFile } from './log-file.ts'
import { readLogLine } from './log-line.ts'
import type { Mode } from './mode.ts'
import { processBirth } from './process-identity.ts'
import { watchSources } from './source-watch.ts'
import { StartError } from './start-error.ts'
import type { Terminal } from './terminal.ts'

export interface SupervisorOptions {
  mode: Mode
  specs: readonly AppProcessSpec[]
  env: NodeJS.ProcessEnv
  logFolder: string
  terminal: Terminal
  /** Told whenever the set of running processes has changed. */
  onProcesses(processes: readonly RunningProcess[]): Promise<void>
}

interface Slot {
  spec: AppProcessSpec
  log: LogFile
  process: AppProcess | undefined
  /** Restarts of one process follow each other. */
  restart: Promise<void>
}

/** How long a process may take to stop before it is made to; PostgreSQL needs the rest of the ten seconds. */
const stopWithinMs = 5_500
const readyWithinMs = { start: 60_000, cluster: 120_000, dev: 120_000 }
const startAgainMs = 500

/**
 * The product's processes together.
 * `running` from `start()` on: their lines go to log files, and to the terminal (in dev mode all, else warnings and errors).
 * In start mode the first one that ends by itself moves to `failed`: `failure` resolves, and whoever waits for it calls
 * `stop()`. In a cluster it is started again, half a second later. In dev mode it stays down until a source that it watches changes,
 * which restarts it.
 * `stop()` moves to `stopped` from everywhere; ends and changes after that are ignored.
 */
export class Supervisor {
  /** Resolves, in words, when a process has ended by itself in start mode. */
  readonly failure: Promise<string>
  readonly #options: SupervisorOptions
  readonly #slots: Slot[]
  #watches: { close(): void }[] = []
  #reportFailure: (words: string) => void = () => {}
  #stopping = false

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.failure = new Promise((resolve) => {
      this.#reportFailure = resolve
    })
    this.#slots = options.specs.map((spec) => ({
      spec,
      log: new LogFile(join(options.logFolder, `${spec.name}.log`)),
      process: undefined,
      restart: Promise.resolve(),
    }))
  }

  async start(): Promise<void> {
    for (const slot of this.#slots) this.#launch(slot)
    await this.#tellProcesses()
    if (this.#options.mode === 'dev') this.#watches = this.#slots.flatMap((slot) => this.#watch(slot))
  }

  /** Resolves when all are ready. Throws `StartError` with a line for each that is not; in dev mode it only says so. */
  async untilReady(signal: AbortSignal): Promise<void> {
    await Promise.race([this.#allReady(signal), this.#anyEnded()])
  }

  /** One that has ended will not become ready, and what stopped it often stops the others a moment later. */
  async #anyEnded(): Promise<never> {
    await this.failure
    await wait(300)
    throw new StartError(
      this.#slots.flatMap(({ process, spec, log }) =>
        process?.outcome ? [`${spec.name} ${process.outcome}. Its log: ${log.path}`] : [],
      ),
    )
  }

  async #allReady(signal: AbortSignal): Promise<void> {
    const { mode, terminal } = this.#options
    const problems = await Promise.all(
      this.#slots.map(async ({ process, spec, log }) => {
        const outcome = await process?.untilReady(readyWithinMs[mode], signal)
        return !outcome || outcome.ready ? [] : [`${spec.name} ${outcome.reason}. Its log: ${log.path}`]
      }),
    )
    if (problems.flat().length === 0) return
    if (mode !== 'dev') throw new StartError(problems.flat())
    terminal.failure('Not everything is running yet', [...problems.flat(), 'It starts again when a source changes.'])
  }

  /** All at once; resolves when each and everything that it had started are gone. */
  async stop(): Promise<void> {
    this.#stopping = true
    for (const watch of this.#watches) watch.close()
    await Promise.all(
      this.#slots.map(async (slot) => {
        await slot.process?.stop(stopWithinMs)
        await slot.restart
        slot.log.close()
      }),
    )
  }

  #launch(slot: Slot): void {
    const { mode, env, terminal } = this.#options
    const { spec, log } = slot
    const started = new AppProcess(spec, env, (line, stream) => {
      log.writeLine(line)
      const readable = readLogLine(line, stream)
      if (readable && (mode === 'dev' || readable.level === 'warn' || readable.level === 'error'))
        terminal.log(spec.name, readable)
    })
    slot.process = started
    void started.ended.then((words) => {
      if (this.#stopping || slot.process !== started) return
      if (mode === 'start') this.#reportFailure(`${spec.name} ${words}. Its log: ${log.path}`)
      else if (mode === 'cluster') this.#startAgain(slot, words)
      else terminal.log(spec.name, { level: 'warn', text: `${words}; starts again when a source changes` })
    })
  }

  #startAgain(slot: Slot, words: string): void {
    this.#options.terminal.log(slot.spec.name, { level: 'warn', text: `${words}; starts again` })
    slot.restart = slot.restart.then(async () => {
      await wait(startAgainMs)
      if (this.#stopping) return
      this.#launch(slot)
      await this.#tellProcesses()
    })
  }

  #watch(slot: Slot): { close(): void }[] {
    if (slot.spec.watch.length === 0) return []
    const restart = async (file: string): Promise<void> => {
      if (this.#stopping) return
      const old = slot.process
      slot.process = undefined
      this.#options.terminal.log(slot.spec.name, { level: 'info', text: `restarts: ${file} changed` })
      await old?.stop(3_000)
      if (this.#stopping) return
      this.#launch(slot)
      await this.#tellProcesses()
    }
    return [
      watchSources(slot.spec.watch, (file) => {
        slot.restart = slot.restart.then(() => restart(file))
      }),
    ]
  }

  async #tellProcesses(): Promise<void> {
    const running = await Promise.all(
      this.#slots.map(async ({ spec, process }) => {
        const birth = process?.pid === undefined ? undefined : await processBirth(process.pid)
        return process?.pid === undefined || birth === undefined ? [] : [{ name: spec.name, pid: process.pid, birth }]
      }),
    )
    await this.#options.onProcesses(running.flat())
  }
}
