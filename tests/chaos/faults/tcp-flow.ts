import type { Socket } from 'node:net'

/** So much waits in a direction before its source is no longer read: what a slow reader does then reaches the sender. */
const waitingBytesMax = 256 * 1024

/**
 * One direction of a proxied connection. Bytes leave in their order, each chunk `latencyMs` and up to `jitterMs` after it came. While
 * *held* nothing leaves and the source is not read; what had come stays and leaves when the hold ends.
 */
export class TcpFlow {
  readonly #from: Socket
  readonly #to: Socket
  readonly #queue: { due: number; chunk: Buffer }[] = []
  #waitingBytes = 0
  #held = false
  #latencyMs = 0
  #jitterMs = 0
  #ended = false
  #full = false
  #timer: NodeJS.Timeout | undefined

  constructor(from: Socket, to: Socket) {
    this.#from = from
    this.#to = to
    from.on('data', (chunk: Buffer) => this.#take(chunk))
    to.on('drain', () => {
      this.#full = false
      this.#pump()
    })
  }

  shape(to: { held: boolean; latencyMs: number; jitterMs: number }): void {
    this.#held = to.held
    this.#latencyMs = to.latencyMs
    this.#jitterMs = to.jitterMs
    this.#pump()
  }

  /** The source is gone: what it had said still arrives, then the other side ends. */
  end(): void {
    this.#ended = true
    this.#pump()
  }

  #take(chunk: Buffer): void {
    const due = performance.now() + this.#latencyMs + Math.random() * this.#jitterMs
    // A later chunk never overtakes an earlier one.
    this.#queue.push({ due: Math.max(due, this.#queue.at(-1)?.due ?? 0), chunk })
    this.#waitingBytes += chunk.length
    this.#pump()
  }

  #pump(): void {
    clearTimeout(this.#timer)
    if (this.#to.destroyed && !this.#held) {
      this.#from.destroy()
      return
    }
    const now = performance.now()
    while (!this.#held && !this.#full && this.#queue[0] && this.#queue[0].due <= now) {
      const { chunk } = this.#queue.shift() ?? { chunk: Buffer.alloc(0) }
      this.#waitingBytes -= chunk.length
      this.#full = !this.#to.write(chunk)
    }
    const next = this.#queue[0]
    if (next && !this.#held && !this.#full) this.#timer = setTimeout(() => this.#pump(), Math.max(0, next.due - now))
    if (this.#held || this.#waitingBytes > waitingBytesMax) this.#from.pause()
    else this.#from.resume()
    if (this.#ended && !next && !this.#held) this.#to.end()
  }
}
