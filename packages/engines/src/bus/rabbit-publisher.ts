import type { DomainEvent, DomainEventTopic } from '@chatsphere/contracts'
import type { ChannelModel, ConfirmChannel, Message } from 'amqplib'
import type { OnBusTrouble } from './bus-trouble.ts'
import { consumersOf } from './consumers-of.ts'
import { RabbitConnection } from './rabbit-connection.ts'
import { encodeEvent } from './rabbit-message.ts'
import { declareTopology, type RabbitNames } from './rabbit-topology.ts'

/** Less than the relay's lease, so that a batch that nobody answers for is given up before another relay takes it. */
const confirmTimeoutMs = 15_000
const firstConnectionMs = 5_000

/** A batch that has been handed to the broker. */
interface Batch {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
  unconfirmed: number
}

/**
 * Publishes through one confirm channel on a connection of its own: a broker that has no room left stops reading from whoever
 * publishes, and consumers must still be able to acknowledge.
 *
 * While the connection is open a batch is sent at once, and done when each of its events was confirmed. It fails, its outcome
 * unknown, when the connection is lost, when the broker says that it is *blocked* (no room), when an event was refused or
 * returned, or when nothing was confirmed in time. While the connection is lost or blocked everything is refused; only the very
 * first connection is waited for.
 *
 * A returned event means that somebody has taken away a queue or a binding: that is told, and the connection is set up anew,
 * which declares them again.
 */
export class RabbitPublisher {
  readonly #names: RabbitNames
  readonly #onTrouble: OnBusTrouble
  readonly #connection: RabbitConnection
  readonly #underWay = new Set<Batch>()
  readonly #returned = new Set<string>()
  #channel: ConfirmChannel | undefined
  #blocked: string | undefined

  constructor(options: { url: string; names: RabbitNames; onTrouble: OnBusTrouble }) {
    this.#names = options.names
    this.#onTrouble = options.onTrouble
    this.#connection = new RabbitConnection({
      url: options.url,
      name: 'chatsphere-publisher',
      setUp: (model) => this.#setUp(model),
      onLost: () => this.#lost(),
      onBlocked: (reason) => {
        this.#blocked = reason
        this.#failAll(new Error(`The broker takes nothing: ${reason}`))
      },
      onUnblocked: () => {
        this.#blocked = undefined
      },
      onTrouble: options.onTrouble,
    })
  }

  async publish(events: readonly DomainEvent[]): Promise<void> {
    if (events.length === 0) return
    const channel = await this.#openChannel()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    // Where sending breaks off nobody waits for it any more.
    promise.catch(() => undefined)
    const batch: Batch = { resolve, reject, unconfirmed: events.length }
    this.#underWay.add(batch)
    const timer = setTimeout(() => {
      reject(new Error('The broker did not confirm in time'))
      this.#connection.restart()
    }, confirmTimeoutMs)
    const unroutable = new Set<DomainEventTopic>()
    try {
      for (const event of events) this.#send(channel, event, batch, unroutable)
      await promise
    } finally {
      clearTimeout(timer)
      this.#underWay.delete(batch)
    }
    if (unroutable.size === 0) return
    const topics = [...unroutable]
    this.#onTrouble({ kind: 'unroutable', topics })
    this.#connection.restart()
    throw new Error(`No queue took ${topics.join(', ')}`)
  }

  async check(): Promise<void> {
    await this.#openChannel()
  }

  async close(): Promise<void> {
    await this.#connection.close()
    this.#lost()
  }

  #send(channel: ConfirmChannel, event: DomainEvent, batch: Batch, unroutable: Set<DomainEventTopic>): void {
    const { content, properties } = encodeEvent(event)
    // An event without a consumer goes out too, for whoever binds a queue of their own; it may reach nobody.
    const mandatory = consumersOf(event.topic).length > 0
    channel.publish(this.#names.exchange, event.topic, content, { ...properties, mandatory }, (error: Error | null) => {
      if (error) batch.reject(error)
      // The broker returns an event before it confirms it.
      if (this.#returned.delete(event.id)) unroutable.add(event.topic)
      batch.unconfirmed -= 1
      if (batch.unconfirmed === 0) batch.resolve()
    })
  }

  async #openChannel(): Promise<ConfirmChannel> {
    if (!this.#channel) await withTimeout(this.#connection.opened(), firstConnectionMs)
    if (this.#blocked !== undefined) throw new Error(`The broker takes nothing: ${this.#blocked}`)
    if (!this.#channel) throw new Error('There is no connection to the broker')
    return this.#channel
  }

  async #setUp(model: ChannelModel): Promise<void> {
    const channel = await model.createConfirmChannel()
    channel.on('error', (error) => this.#onTrouble({ kind: 'outage', error }))
    await declareTopology(channel, this.#names)
    channel.on('return', (message: Message) => this.#returned.add(String(message.properties.messageId)))
    channel.on('close', () => {
      if (this.#channel === channel) this.#connection.restart()
    })
    this.#channel = channel
  }

  #lost(): void {
    this.#channel = undefined
    this.#blocked = undefined
    this.#returned.clear()
    this.#failAll(new Error('The connection to the broker was lost'))
  }

  #failAll(error: Error): void {
    for (const batch of this.#underWay) batch.reject(error)
  }
}

/** Rejects when `promise` takes longer; what comes later is nobody's any more. */
async function withTimeout(promise: Promise<void>, timeoutMs: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('There is no connection to the broker')), timeoutMs)
  try {
    await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
