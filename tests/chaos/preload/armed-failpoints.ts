import { appendFileSync } from 'node:fs'
import type { Failpoint, Hit } from './failpoint.ts'

/** The failpoints of this process that are armed now. */
export class ArmedFailpoints {
  readonly #armed = new Map<string, { failpoint: Failpoint; left: number }>()
  readonly #note: (hit: Hit) => void
  readonly #process: string

  constructor(settings: { hits: string; process: string }) {
    this.#process = settings.process
    this.#note = (hit) => appendFileSync(settings.hits, `${JSON.stringify(hit)}\n`)
  }

  arm(failpoint: Failpoint): void {
    this.#armed.set(failpoint.id, { failpoint, left: failpoint.times })
  }

  disarm(id: string): void {
    this.#armed.delete(id)
  }

  /** Counts and answers the failpoint that is hit, if one is. `text` is asked for only where a failpoint looks into it. */
  hit(at: Failpoint['at'], isNamed: (name: string) => boolean, text: () => string): Failpoint | undefined {
    for (const [id, entry] of this.#armed) {
      const { failpoint } = entry
      if (failpoint.at !== at || !isNamed(failpoint.name)) continue
      if (failpoint.match !== undefined && !text().includes(failpoint.match)) continue
      entry.left -= 1
      if (entry.left <= 0) this.#armed.delete(id)
      this.#note({ process: this.#process, failpoint: id })
      return failpoint
    }
    return undefined
  }
}

/** Ends this process at this very point, as a power cut does. Nothing after the call runs. */
export function killNow(): never {
  process.kill(process.pid, 'SIGKILL')
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
}
