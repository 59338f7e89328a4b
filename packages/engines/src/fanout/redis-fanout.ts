import { randomUUID } from 'node:crypto'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'
import type { Room } from '@chatsphere/domain'
import type { Redis } from 'ioredis'
import type { RedisLink } from '../redis/redis-link.ts'
import { RedisScript } from '../redis/redis-script.ts'
import type { Fanout, FanoutFrame } from './fanout.ts'
import { isFanoutFrame } from './fanout-frame.ts'

type Listener = Parameters<Fanout['subscribe']>[0]

/** To more rooms than this a frame travels once, to every node. */
const roomsMax = 32
const pingIntervalMs = 5_000
/** As many channels as one command names. */
const channelsMax = 1_000
/** How long a closing fan-out waits for what it was given to leave. */
const farewellMs = 2_000

/** For each frame of a turn: how many channels, its text, the channels. One after the other, so that all arrive in their order. */
const publishAll = new RedisScript(`
  local index = 1
  while index <= #ARGV do
    local count = tonumber(ARGV[index])
    for channel = index + 2, index + 1 + count do redis.call('PUBLISH', ARGV[channel], ARGV[index + 1]) end
    index = index + 2 + count
  end`)

/**
 * Fan-out over the channels of Redis.
 *
 * Each room has a channel, which a process listens to while it holds the room: a frame travels only to who holds one of its rooms. What
 * concerns every node, or many rooms, goes through one common channel. A text is `sender number frame`, and numbers rise: who holds
 * several rooms of a frame gets it several times, one right after the other, and takes the first.
 *
 * A subscriber is *connecting*, then *listening*. At each connect it subscribes to the common channel and to all rooms that it holds, and
 * then reports a gap, unless `subscribe` waits for it. While listening it pings itself through the common channel every 5 s; a ping that
 * did not come back before the next one makes it *connecting* again. Without Redis nothing travels and nobody waits.
 */
export class RedisFanout implements Fanout {
  readonly #link: RedisLink
  readonly #onError: (error: unknown) => void
  readonly #id = randomUUID()
  readonly #common: string
  /** How many are in each room, and when its channel is listened to. */
  readonly #held = new Map<Room, { count: number; listening: Promise<unknown> }>()
  readonly #lastBySender = new Map<string, { number: number; at: number }>()
  #number = 0
  #frames: { text: string; channels: readonly string[] }[] = []
  #flushing: Promise<void> | undefined
  #listener: Listener | undefined
  #subscriber: Redis | undefined
  #pingTimer: NodeJS.Timeout | undefined
  #pingReturned = true
  #closed = false

  constructor(options: { link: RedisLink; onError: (error: unknown) => void }) {
    this.#link = options.link
    this.#onError = options.onError
    this.#common = `${options.link.prefix}all`
  }

  publish(frame: FanoutFrame): void {
    this.#post(frame, this.#channelsOf(frame))
  }

  async subscribe(listener: Listener): Promise<void> {
    this.#listener = listener
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    let hasBegun = false
    const subscriber = this.#link.duplicate((error) => {
      this.#onError(error)
      begin()
    })
    this.#subscriber = subscriber
    subscriber.on('message', (_channel: string, text: string) => this.#receive(text))
    subscriber.on('ready', () => {
      this.#listen(subscriber).then(
        () => (hasBegun ? listener.onGap() : begin()),
        // It was lost again meanwhile, or is of no use: the next connect begins anew.
        () => subscriber.disconnect(true),
      )
    })
    this.#pingTimer = setInterval(() => this.#ping(subscriber), pingIntervalMs)
    this.#pingTimer.unref()
    await begun
    hasBegun = true
  }

  async hold(room: Room): Promise<void> {
    const held = this.#held.get(room) ?? { count: 0, listening: this.#listenTo(room) }
    this.#held.set(room, { ...held, count: held.count + 1 })
    await held.listening
  }

  release(room: Room): void {
    const held = this.#held.get(room)
    if (held === undefined) return
    if (held.count > 1) {
      this.#held.set(room, { ...held, count: held.count - 1 })
      return
    }
    this.#held.delete(room)
    this.#subscriber?.unsubscribe(this.#channelOf(room)).catch(() => undefined)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#pingTimer)
    await Promise.race([this.#flushing, wait(farewellMs, undefined, { ref: false })])
    this.#subscriber?.disconnect()
  }

  /** While Redis is away the next connect does it, and reports a gap. */
  async #listenTo(room: Room): Promise<void> {
    await this.#subscriber?.subscribe(this.#channelOf(room)).catch(() => undefined)
  }

  #channelOf(room: Room): string {
    return `${this.#link.prefix}room:${room}`
  }

  #channelsOf(frame: FanoutFrame): readonly string[] {
    const rooms = roomsOf(frame)
    return rooms === undefined || rooms.length > roomsMax ? [this.#common] : rooms.map((room) => this.#channelOf(room))
  }

  #post(letter: FanoutFrame | { kind: 'ping' }, channels: readonly string[]): void {
    if (this.#closed || this.#link.client.status !== 'ready') return
    this.#number += 1
    this.#frames.push({ text: `${this.#id} ${this.#number} ${JSON.stringify(letter)}`, channels })
    this.#flushing ??= turn().then(() => this.#flush())
  }

  async #flush(): Promise<void> {
    while (this.#frames.length > 0) {
      const values = this.#frames.flatMap(({ text, channels }) => [channels.length, text, ...channels])
      this.#frames = []
      await publishAll.run(this.#link.client, [], values).catch(this.#onError)
    }
    this.#flushing = undefined
  }

  async #listen(subscriber: Redis): Promise<void> {
    this.#lastBySender.clear()
    this.#pingReturned = true
    const channels = [this.#common, ...[...this.#held.keys()].map((room) => this.#channelOf(room))]
    for (let start = 0; start < channels.length; start += channelsMax) {
      await subscriber.subscribe(...channels.slice(start, start + channelsMax))
    }
  }

  #ping(subscriber: Redis): void {
    const oldest = performance.now() - 2 * pingIntervalMs
    for (const [sender, { at }] of this.#lastBySender) if (at < oldest) this.#lastBySender.delete(sender)
    if (subscriber.status !== 'ready' || this.#link.client.status !== 'ready') return
    if (!this.#pingReturned) {
      this.#onError(new Error('The fan-out did not return a ping'))
      subscriber.disconnect(true)
      return
    }
    this.#pingReturned = false
    this.#post({ kind: 'ping' }, [this.#common])
  }

  #receive(text: string): void {
    const [sender, number] = text.split(' ', 2)
    if (sender === undefined || number === undefined) return
    if (sender === this.#id) {
      // Whatever comes back shows that the way is open.
      this.#pingReturned = true
      return
    }
    const last = this.#lastBySender.get(sender)?.number ?? 0
    if (Number(number) <= last) return
    this.#lastBySender.set(sender, { number: Number(number), at: performance.now() })
    try {
      const letter = JSON.parse(text.slice(sender.length + number.length + 2)) as { kind: string } | null
      if (isFanoutFrame(letter)) this.#listener?.onFrame(letter)
    } catch (error) {
      // What this version cannot read must not take the process down.
      this.#onError(error)
    }
  }
}

/** Undefined: it concerns every node. */
function roomsOf(frame: FanoutFrame): readonly Room[] | undefined {
  if (frame.kind === 'emit') return [...new Set(frame.rooms)]
  if (frame.kind === 'heads')
    return [...new Set(frame.heads.flatMap(({ userIds }) => userIds))].map((id) => `user:${id}` as const)
  return undefined
}
