import { uuidv7 } from 'uuidv7'
import type { LoadMessage, LoadPlan, LoadResult, LoadSocket, Percentiles } from './load-plan.ts'
import { ThinSocket } from './thin-socket.ts'

/** Makes one load, in a process of its own: started with an IPC channel, it takes a plan and answers a result. */
const body = 'A message of a length as people write it, with some forty more characters at its end.'
const settleMs = 15_000

interface Totals {
  acked: number
  refused: number
  delivered: number
}

function tell(message: LoadMessage): void {
  process.send?.(message)
}

/** An event may carry several messages. */
function messagesIn(event: string): number {
  if (!event.startsWith('["message:changed"')) return 0
  let count = 0
  for (let at = event.indexOf('"authorId"'); at >= 0; at = event.indexOf('"authorId"', at + 10)) count += 1
  return count
}

function percentilesOf(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}

class Load {
  readonly #plan: LoadPlan
  readonly #totals: Totals = { acked: 0, refused: 0, delivered: 0 }
  readonly #writers: { socket: ThinSocket; spec: LoadSocket; turn: number }[] = []
  readonly #sockets: ThinSocket[] = []
  readonly #pending = new Set<Promise<void>>()
  #ackTimes: number[] = []
  #over = false

  constructor(plan: LoadPlan) {
    this.#plan = plan
  }

  async run(): Promise<LoadResult> {
    await this.#connect()
    const { pace, warmUpMs, measureMs } = this.#plan
    const running = pace.kind === 'closed' ? this.#runClosed(pace.window) : this.#runOpen(pace.perSecond)
    await pause(warmUpMs)
    tell({ kind: 'measuring' })
    this.#ackTimes = []
    const [before, start] = [{ ...this.#totals }, performance.now()]
    await pause(measureMs)
    const [after, seconds, ack] = [{ ...this.#totals }, (performance.now() - start) / 1000, percentilesOf(this.#ackTimes)]
    tell({ kind: 'measured' })
    this.#over = true
    await running
    await Promise.all(this.#pending)
    await this.#settle()
    for (const socket of this.#sockets) socket.close()
    return {
      ...this.#totals,
      measuredAcked: after.acked - before.acked,
      measuredDelivered: after.delivered - before.delivered,
      seconds,
      ack,
    }
  }

  async #connect(): Promise<void> {
    for (const spec of this.#plan.sockets) {
      const socket = await ThinSocket.connect(spec.url, spec.auth)
      socket.onEvent = (event) => {
        this.#totals.delivered += messagesIn(event)
      }
      this.#sockets.push(socket)
      if (spec.conversationIds.length > 0) this.#writers.push({ socket, spec, turn: 0 })
    }
  }

  async #send(index: number, due: number): Promise<void> {
    const writer = this.#writers[index % this.#writers.length]
    if (!writer) throw new Error('Somebody has to write')
    const conversationId = writer.spec.conversationIds[writer.turn++ % writer.spec.conversationIds.length]
    const answer = await writer.socket.emit('message:send', { conversationId, id: uuidv7(), body })
    if (answer.startsWith('{"ok":true')) this.#totals.acked += 1
    else this.#totals.refused += 1
    this.#ackTimes.push(performance.now() - due)
  }

  async #runClosed(window: number): Promise<void> {
    const lane = async (index: number) => {
      while (!this.#over) await this.#send(index, performance.now())
    }
    await Promise.all(Array.from({ length: this.#writers.length * window }, (_, index) => lane(index)))
  }

  async #runOpen(perSecond: number): Promise<void> {
    const start = performance.now()
    for (let sent = 0; !this.#over; ) {
      const dueNow = Math.floor(((performance.now() - start) * perSecond) / 1000)
      for (; sent < dueNow; sent++) {
        const send = this.#send(sent, start + ((sent + 1) * 1000) / perSecond)
        this.#pending.add(send)
        void send.finally(() => this.#pending.delete(send))
      }
      await pause(1)
    }
  }

  /** Until every acknowledged message has reached every socket that it has to, or no more come. */
  async #settle(): Promise<void> {
    const deadline = performance.now() + settleMs
    const isDue = () => this.#totals.delivered < this.#totals.acked * this.#plan.socketsPerMessage
    while (isDue() && performance.now() < deadline) await pause(20)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

process.on('message', (plan: LoadPlan) => {
  void new Load(plan).run().then((result) => {
    tell({ kind: 'result', result })
    process.disconnect()
  })
})
