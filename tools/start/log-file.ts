import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

const sizeBytesMax = 10 * 1024 * 1024

/**
 * A log on disk that cannot fill it: past ten megabytes it begins anew and one older part is kept.
 * Writing is synchronous, so that the last words of a process are there when the launcher ends. A full disk costs log
 * lines, never the start itself.
 */
export class LogFile {
  readonly path: string
  #descriptor: number
  #sizeBytes: number

  constructor(path: string) {
    this.path = path
    this.#descriptor = openSync(path, 'a', 0o640)
    this.#sizeBytes = fstatSync(this.#descriptor).size
    if (this.#sizeBytes > sizeBytesMax) this.#beginAnew()
  }

  writeLine(line: string): void {
    if (this.#descriptor < 0) return
    try {
      this.#sizeBytes += writeSync(this.#descriptor, `${line}\n`)
      if (this.#sizeBytes > sizeBytesMax) this.#beginAnew()
    } catch {
      // No space left: the terminal still shows warnings and errors.
    }
  }

  close(): void {
    if (this.#descriptor >= 0) closeSync(this.#descriptor)
    this.#descriptor = -1
  }

  #beginAnew(): void {
    closeSync(this.#descriptor)
    renameSync(this.path, `${this.path}.1`)
    this.#descriptor = openSync(this.path, 'a', 0o640)
    this.#sizeBytes = 0
  }
}
