import { randomUUID } from 'node:crypto'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import { connectionConfig, statement, type Tx } from '@chatsphere/db'
import pg from 'pg'
import type { Fanout, FanoutFrame } from './fanout.ts'
import { isFanoutFrame } from './fanout-frame.ts'

type Letter = FanoutFrame | { kind: 'ping'; hello: boolean }
type Listener = Parameters<Fanout['subscribe']>[0]

const channel = 'chatsphere_fanout'
const notify = statement('notify-fanout', `SELECT pg_notify('${channel}', part) FROM unnest($1::text[]) AS part`)
/** A NOTIFY carries less than 8,000 bytes; a character outside ASCII takes up to three per UTF-16 unit. */
const partUnitsAscii = 7_900
const partUnits = 2_600
const pingIntervalMs = 5_000
/** A subscriber that has not been heard for three pings is gone. */
const peerLifetimeMs = 3 * pingIntervalMs
const reconnectDelayMs = 500
/** How long a closing fan-out waits for what it was given to leave. */
const farewellMs = 2_000

/**
 * Fan-out over LISTEN and NOTIFY.
 *
 * What is published in one turn is one text; longer ones are cut into parts, which arrive together and in order because they are
 * one transaction. Each part is `sender number more text`; the number also keeps PostgreSQL from dropping equal parts.
 *
 * A subscriber is *connecting*, then *listening*. While listening it pings everybody, itself included, every 5 s. A ping of its
 * own that did not come back before the next one, or an error of the connection, makes it *connecting* again, and once it listens
 * it reports a gap. The pings also tell who else listens: a subscriber that is alone publishes nothing.
 */
export class PostgresFanout implements Fanout {
  readonly #db: Tx
  readonly #connection: pg.ClientConfig
  readonly #onError: (error: unknown) => void
  readonly #id = randomUUID()
  readonly #peers = new Map<string, number>()
  readonly #partsBySender = new Map<string, string>()
  #letters: Letter[] = []
  #flushing: Promise<void> | undefined
  #partNumber = 0
  #listener: Listener | undefined
  #client: pg.Client | undefined
  #pingTimer: NodeJS.Timeout | undefined
  #reconnectTimer: NodeJS.Timeout | undefined
  #pingReturned = true
  #onOwnPing = () => {}
  #closed = false

  /** `listener` reaches PostgreSQL itself: LISTEN does not work through a transaction pooler. */
  constructor(options: { db: Tx; listener: { url: string; role?: string }; onError: (error: unknown) => void }) {
    this.#db = options.db
    this.#connection = connectionConfig({ ...options.listener, applicationName: 'chatsphere-fanout' })
    this.#onError = options.onError
  }

  publish(frame: FanoutFrame): void {
    if (this.#listener && !this.#hasPeers()) return
    this.#post(frame)
  }

  async subscribe(listener: Listener): Promise<void> {
    this.#listener = listener
    await this.#listen()
    this.#pingTimer = setInterval(() => this.#ping(), pingIntervalMs)
    this.#pingTimer.unref()
  }

  /** Every subscriber hears everything. */
  async hold(): Promise<void> {}

  release(): void {}

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#pingTimer)
    clearTimeout(this.#reconnectTimer)
    await Promise.race([this.#flushing, wait(farewellMs, undefined, { ref: false })])
    await this.#client?.end().catch(() => undefined)
  }

  #hasPeers(): boolean {
    const oldest = performance.now() - peerLifetimeMs
    for (const [id, seenAt] of this.#peers) if (seenAt < oldest) this.#peers.delete(id)
    return this.#peers.size > 0
  }

  #post(letter: Letter): void {
    if (this.#closed) return
    this.#letters.push(letter)
    this.#flushing ??= turn().then(() => this.#flush())
  }

  async #flush(): Promise<void> {
    while (this.#letters.length > 0) {
      const text = JSON.stringify(this.#letters)
      this.#letters = []
      try {
        await this.#db.query(notify, [this.#cut(text)])
      } catch (error) {
        this.#onError(error)
      }
    }
    this.#flushing = undefined
  }

  #cut(text: string): string[] {
    const units = Buffer.byteLength(text) === text.length ? partUnitsAscii : partUnits
    const parts: string[] = []
    for (let start = 0; start < text.length; ) {
      const end = wholeEnd(text, start + units)
      parts.push(`${this.#id} ${this.#partNumber++} ${end < text.length ? 1 : 0} ${text.slice(start, end)}`)
      start = end
    }
    return parts
  }

  async #listen(): Promise<void> {
    const client = new pg.Client(this.#connection)
    client.on('error', (error) => this.#lost(client, error))
    client.on('end', () => this.#lost(client, new Error('The fan-out connection ended')))
    client.on('notification', (message) => this.#receive(message.payload ?? ''))
    try {
      await client.connect()
      await client.query(`LISTEN ${channel}`)
      await this.#sayHello()
    } catch (error) {
      client.end().catch(() => undefined)
      throw error
    }
    this.#client = client
  }

  /** Resolves when the greeting has come back: what others publish from then on is published by those who know of this one. */
  async #sayHello(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const timer = setTimeout(reject, pingIntervalMs, new Error('The fan-out did not return the greeting'))
    this.#onOwnPing = resolve
    this.#post({ kind: 'ping', hello: true })
    try {
      await promise
    } finally {
      clearTimeout(timer)
    }
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#closed || this.#client !== client) return
    this.#client = undefined
    this.#onError(error)
    client.end().catch(() => undefined)
    this.#reconnect()
  }

  #reconnect(): void {
    this.#reconnectTimer = setTimeout(() => {
      if (this.#closed) return
      this.#listen().then(
        () => {
          this.#partsBySender.clear()
          this.#listener?.onGap()
        },
        (error: unknown) => {
          this.#onError(error)
          this.#reconnect()
        },
      )
    }, reconnectDelayMs)
  }

  #ping(): void {
    const client = this.#client
    if (!client) return
    if (!this.#pingReturned) {
      this.#lost(client, new Error('The fan-out did not return a ping'))
      return
    }
    this.#pingReturned = false
    this.#post({ kind: 'ping', hello: false })
  }

  #receive(part: string): void {
    const match = /^(\S+) \d+ ([01]) (.*)$/s.exec(part)
    const [, sender, more, text] = match ?? []
    if (sender === undefined || text === undefined) return
    const whole = (this.#partsBySender.get(sender) ?? '') + text
    if (more === '1') {
      this.#partsBySender.set(sender, whole)
      return
    }
    this.#partsBySender.delete(sender)
    let letters: Letter[]
    try {
      letters = JSON.parse(whole) as Letter[]
    } catch (error) {
      // The first parts were sent before this process listened.
      this.#onError(error)
      return
    }
    for (const letter of letters) {
      try {
        this.#open(sender, letter)
      } catch (error) {
        // A letter that this version cannot read must not take the process down, nor the letters after it.
        this.#onError(error)
      }
    }
  }

  #open(sender: string, letter: Letter): void {
    const own = sender === this.#id
    if (letter.kind === 'ping') {
      if (own) {
        this.#pingReturned = true
        this.#onOwnPing()
      } else {
        this.#peers.set(sender, performance.now())
        // The newcomer learns of this one without waiting for the next ping.
        if (letter.hello) this.#post({ kind: 'ping', hello: false })
      }
    } else if (!own && isFanoutFrame(letter)) this.#listener?.onFrame(letter)
  }
}

/** A cut between the two halves of a surrogate pair would destroy the character in both parts. */
function wholeEnd(text: string, end: number): number {
  const last = text.charCodeAt(end - 1)
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end
}
