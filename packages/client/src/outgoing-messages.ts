import type { SendResult } from '@chatsphere/contracts'
import type { OutgoingMessage } from './chat-client.ts'
import type { StorageChange } from './device/client-storage.ts'
import type { Device } from './device/device.ts'
import type { PeerMessage } from './device/peers.ts'
import type { StoredOutgoing } from './stored-outgoing.ts'

/** Longer than this no message waits for its storage before it is shown. */
const keepWithinMs = 1_000
/** As many ends are remembered, for late words of others about what has ended. */
const goneMax = 1_000
/** Before all characters of an id: what follows an id sorts before every later one. */
const rankSeparator = '+'
const rankDigits = 8

export interface OutgoingMessagesOptions {
  /** Undefined, or answering that: nothing is stored, and no other tab knows. */
  device: Promise<Device | undefined> | undefined
  onChanged(conversationId: string): void
  /** Another tab has sent one. */
  onSentElsewhere(result: SendResult): void
}

/**
 * The messages written on this device that the server has not acknowledged, of all tabs.
 *
 * One is shown, and may be sent, as soon as it is in the storage: what somebody has seen outlives the page. If the storage fails, or
 * does not answer in a second, it is shown all the same, and marked as not kept. Every tab tells the others what it changed; `load` makes
 * good what somebody did not hear.
 */
export class OutgoingMessages {
  readonly #options: OutgoingMessagesOptions
  readonly #rows = new Map<string, StoredOutgoing>()
  readonly #notKept = new Set<string>()
  readonly #gone = new Set<string>()
  readonly #queues = new Map<string, readonly OutgoingMessage[]>()
  /** For each reading of the storage that is under way: what changed meanwhile, and is newer than what it answers. */
  readonly #changedSince = new Set<Set<string>>()
  /** On their way into the storage. */
  #waiting = 0
  #highestRank = ''
  #turn: Promise<unknown> = Promise.resolve()

  constructor(options: OutgoingMessagesOptions) {
    this.#options = options
    void options.device?.then((device) => device?.peers.listen((message) => this.#hear(message)))
  }

  /** In the order in which they are to be sent. The same array until something changes. */
  of(conversationId: string): readonly OutgoingMessage[] {
    const known = this.#queues.get(conversationId)
    if (known) return known
    const rows = [...this.#rows.values()].filter((row) => row.conversationId === conversationId)
    if (rows.length === 0) return none
    const queue = rows.sort(byRank).map(({ rank: _rank, ...row }) => ({ ...row, kept: !this.#notKept.has(row.id) }))
    this.#queues.set(conversationId, queue)
    return queue
  }

  get conversationIds(): ReadonlySet<string> {
    return new Set([...this.#rows.values()].map((row) => row.conversationId))
  }

  /** Without those that the server refused. */
  get unsent(): number {
    return this.#waiting + [...this.#rows.values()].filter((row) => row.state === 'pending').length
  }

  /** How many would be lost with the page. */
  get notKept(): number {
    return this.#waiting + this.#notKept.size
  }

  find(messageId: string): StoredOutgoing | undefined {
    return this.#rows.get(messageId)
  }

  /**
   * The rank of what is written now: `now`, or right after the highest that is known here, if that is later. Clocks are set back, and what
   * was written before stays before.
   */
  rankAfterAll(now: string): string {
    const [base = '', count = '0'] = this.#highestRank.split(rankSeparator)
    this.#highestRank =
      now > this.#highestRank ? now : `${base}${rankSeparator}${(Number(count) + 1).toString().padStart(rankDigits, '0')}`
    return this.#highestRank
  }

  /** Stores, then shows. One after the other, so that they are shown in the order of the calls. */
  add(row: StoredOutgoing): void {
    if (!this.#options.device) {
      this.#show(row, false)
      return
    }
    this.#waiting += 1
    this.#options.onChanged(row.conversationId)
    this.#inTurn(async () => {
      const kept = await this.#keep({ key: row.id, value: row })
      this.#waiting -= 1
      this.#show(row, kept)
      void this.#tell({ type: 'put', message: row })
    })
  }

  /** Shows another state of one that is there, then stores it. */
  change(row: StoredOutgoing): void {
    this.#show(row, !this.#notKept.has(row.id))
    void this.#tell({ type: 'put', message: row })
    this.#inTurn(() => this.#keep({ key: row.id, value: row }))
  }

  /** It has been sent, with this result, or is discarded. */
  remove(messageId: string, result?: SendResult): void {
    this.#forget(messageId)
    void this.#tell({ type: 'gone', id: messageId, ...(result && { result }) })
    // If it stays in the storage it is sent once more after the next start, with the same id: the server knows it.
    this.#inTurn(() => this.#keep({ key: messageId, value: undefined }))
  }

  /** Takes over what the storage has, which is what all tabs together know. */
  async load(): Promise<void> {
    const device = await this.#options.device
    if (!device) return
    const changedSince = new Set<string>()
    this.#changedSince.add(changedSince)
    const stored = await device.storage.read('outbox').catch(() => undefined)
    this.#changedSince.delete(changedSince)
    if (!stored) return
    for (const [id, row] of stored) {
      if (!changedSince.has(id) && !this.#gone.has(id)) this.#show(row as StoredOutgoing, true)
    }
    for (const id of this.#rows.keys()) {
      if (!stored.has(id) && !changedSince.has(id) && !this.#notKept.has(id)) this.#drop(id)
    }
  }

  /** This tab sends from now on. */
  tellSending(): void {
    void this.#tell({ type: 'sends' })
  }

  #inTurn(run: () => Promise<unknown>): void {
    this.#turn = this.#turn.then(run).catch(() => undefined)
  }

  async #keep(change: StorageChange): Promise<boolean> {
    const device = await this.#options.device
    if (!device) return false
    const { promise: late, resolve } = Promise.withResolvers<boolean>()
    const timer = setTimeout(() => resolve(false), keepWithinMs)
    const written = device.storage.write('outbox', [change]).then(
      () => true,
      () => false,
    )
    // Late is better than never.
    void written.then((kept) => kept && this.#notKept.delete(change.key) && this.#changed(change.key))
    const kept = await Promise.race([written, late])
    clearTimeout(timer)
    return kept
  }

  #show(row: StoredOutgoing, kept: boolean): void {
    this.#rows.set(row.id, row)
    if (row.rank > this.#highestRank) this.#highestRank = row.rank
    if (kept) this.#notKept.delete(row.id)
    else this.#notKept.add(row.id)
    this.#changed(row.id)
  }

  #forget(messageId: string): void {
    this.#gone.add(messageId)
    const [oldest] = this.#gone
    if (this.#gone.size > goneMax && oldest !== undefined) this.#gone.delete(oldest)
    for (const changed of this.#changedSince) changed.add(messageId)
    this.#drop(messageId)
  }

  #drop(messageId: string): void {
    const row = this.#rows.get(messageId)
    if (!row) return
    this.#rows.delete(messageId)
    this.#notKept.delete(messageId)
    this.#queues.delete(row.conversationId)
    this.#options.onChanged(row.conversationId)
  }

  #changed(messageId: string): void {
    for (const changed of this.#changedSince) changed.add(messageId)
    const row = this.#rows.get(messageId)
    if (!row) return
    this.#queues.delete(row.conversationId)
    this.#options.onChanged(row.conversationId)
  }

  async #tell(message: PeerMessage): Promise<void> {
    const device = await this.#options.device
    device?.peers.tell(message)
  }

  #hear(message: PeerMessage): void {
    if (message.type === 'put' && !this.#gone.has(message.message.id)) this.#show(message.message, true)
    if (message.type === 'gone') {
      if (message.result) this.#options.onSentElsewhere(message.result)
      this.#forget(message.id)
    }
    if (message.type === 'sends') {
      for (const id of this.#notKept) {
        const row = this.#rows.get(id)
        if (row) void this.#tell({ type: 'put', message: row })
      }
    }
  }
}

const none: readonly OutgoingMessage[] = []

function byRank(one: StoredOutgoing, other: StoredOutgoing): number {
  return one.rank < other.rank ? -1 : 1
}
