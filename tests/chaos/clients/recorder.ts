import { createWriteStream } from 'node:fs'
import type { HistoryEvent, HistoryRecord } from '../history.ts'
import { monotonicMs } from '../monotonic.ts'

/** Writes what happens in one process to a file, one line a record. */
export class Recorder {
  readonly #file: ReturnType<typeof createWriteStream>

  constructor(path: string) {
    this.#file = createWriteStream(path, { flags: 'a' })
  }

  note(device: string, event: HistoryEvent): void {
    const record: HistoryRecord = { at: monotonicMs(), device, ...event }
    this.#file.write(`${JSON.stringify(record)}\n`)
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#file.end(resolve))
  }
}
