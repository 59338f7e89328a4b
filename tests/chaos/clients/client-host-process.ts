import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Control, PreloadSettings } from '../preload/failpoint.ts'
import type { HostAnswer, HostMethod, HostMethods, HostRequest } from './host-protocol.ts'

const folder = join(import.meta.dirname, '..')

/** The supervisor's side of a process that holds devices. */
export class ClientHost {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  #requests = 0

  constructor(options: { name: string; hits: string; logFile: string; planted?: string }) {
    const { name, hits, planted } = options
    const chaos: PreloadSettings = { hits, process: name, ...(planted !== undefined && { planted }) }
    this.#child = spawn(process.execPath, ['--import', join(folder, 'preload.ts'), join(folder, 'client-host.ts')], {
      env: { ...process.env, CHAOS: JSON.stringify(chaos) },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    const log = createWriteStream(options.logFile, { flags: 'a' })
    this.#child.stdout?.pipe(log, { end: false })
    this.#child.stderr?.pipe(log, { end: false })
    this.#child.on('message', (message) => this.#answered(message as HostAnswer))
    this.#child.on('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`The process of the devices ended (${code ?? signal})`))
      this.#waiting.clear()
    })
  }

  call<Method extends HostMethod>(
    method: Method,
    input: Parameters<HostMethods[Method]>[0],
  ): Promise<Awaited<ReturnType<HostMethods[Method]>>> {
    return new Promise((resolve, reject) => {
      const request: HostRequest = { request: this.#requests++, method, input }
      this.#waiting.set(request.request, { resolve: resolve as (value: unknown) => void, reject })
      this.#child.send(request, (error) => error && reject(error))
    })
  }

  setClock(offsetMs: number): void {
    const control: Control = { chaos: 'clock', offsetMs }
    this.#child.send(control)
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return
    await this.call('close', {})
    this.#child.disconnect()
    if (this.#child.exitCode === null) await once(this.#child, 'exit')
  }

  #answered(message: HostAnswer): void {
    const waiting = this.#waiting.get(message.answer)
    this.#waiting.delete(message.answer)
    if ('error' in message) waiting?.reject(new Error(message.error))
    else waiting?.resolve(message.value)
  }
}
