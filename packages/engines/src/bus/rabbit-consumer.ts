import type { ConsumerName, DomainEvent } from '@chatsphere/contracts'
import type { EventHandler } from '@chatsphere/domain'
import { type Channel, type ChannelModel, type ConsumeMessage, IllegalOperationError } from 'amqplib'
import type { OnBusTrouble } from './bus-trouble.ts'
import { handOver } from './hand-over.ts'
import type { PostgresQueues, StoredEvent } from './postgres-queues.ts'
import { readMessage } from './rabbit-message.ts'
import type { RabbitNames } from './rabbit-topology.ts'

const batchMax = 200
/** Twice the batch, so that the next one is there when one is done. */
const prefetchMax = 2 * batchMax

/** What one channel delivers. Forgotten with it: the broker gives out again what was not acknowledged. */
interface Reading {
  readonly channel: Channel
  readonly tags: string[]
  readonly delivered: ConsumeMessage[]
}

/**
 * One consumer's queue at the broker.
 *
 * *waiting*, while there is no channel. `read` makes it *reading*: the broker delivers up to 400 messages ahead of what is
 * acknowledged, and one loop takes them in the order of their delivery, at most 200 at a time, and acknowledges them together
 * when all of them are settled. The loss of the channel makes it *waiting* again; a batch under way then ends without an
 * acknowledgement. `stop` makes it *stopping*: nothing more is delivered, what has been is settled and acknowledged, and then it
 * is *stopped* for ever.
 *
 * A message is settled when its event was handled, or has got a row in this consumer's queue in PostgreSQL. There goes what
 * failed alone, to be tried again later; what was delivered before and not acknowledged, since its consumer may have died of it
 * and would take its neighbours with it again; and what cannot be read, parked at once.
 *
 * In an outage a batch waits, unacknowledged and at no event's cost, and is begun anew until it is over.
 */
export class RabbitConsumer {
  readonly #queues: PostgresQueues
  readonly #consumer: ConsumerName
  readonly #names: RabbitNames
  readonly #handle: EventHandler
  readonly #onTrouble: OnBusTrouble
  readonly #outagePauseMs: number
  readonly #onPutAside: () => void
  readonly #onBroken: () => void
  #reading: Reading | undefined
  #settling: Promise<void> = Promise.resolve()
  #opening: Promise<void> = Promise.resolve()
  #isStopping = false
  #endPause = () => {}

  constructor(options: {
    queues: PostgresQueues
    consumer: ConsumerName
    names: RabbitNames
    handle: EventHandler
    onTrouble: OnBusTrouble
    outagePauseMs: number
    /** Something has got a row. */
    onPutAside: () => void
    /** The channel ended, or the broker cancelled it, while the connection is open. */
    onBroken: () => void
  }) {
    this.#queues = options.queues
    this.#consumer = options.consumer
    this.#names = options.names
    this.#handle = options.handle
    this.#onTrouble = options.onTrouble
    this.#outagePauseMs = options.outagePauseMs
    this.#onPutAside = options.onPutAside
    this.#onBroken = options.onBroken
  }

  async read(model: ChannelModel): Promise<void> {
    if (this.#isStopping) return
    const opening = this.#open(model)
    // Whoever stops it meanwhile waits for that: only what has been set up can be cancelled.
    this.#opening = opening.catch(() => undefined)
    try {
      await opening
    } catch (error) {
      if (!this.#isStopping) throw error
    }
  }

  /** Resolves when what was under way has been acknowledged, or given back if there is an outage. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#endPause()
    await this.#opening
    const reading = this.#reading
    // Without a channel there is nothing to cancel; one that is lost meanwhile cancels by that.
    await Promise.all(reading?.tags.map((tag) => reading.channel.cancel(tag)) ?? []).catch(() => undefined)
    await this.#settling
    this.#reading = undefined
    await reading?.channel.close().catch(() => undefined)
  }

  async #open(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel()
    const reading: Reading = { channel, tags: [], delivered: [] }
    this.#reading = reading
    channel.on('error', (error) => this.#onTrouble({ kind: 'outage', error }))
    channel.on('close', () => this.#lost(reading))
    await channel.prefetch(prefetchMax)
    for (const queue of [this.#names.queueOf(this.#consumer), this.#names.deadQueueOf(this.#consumer)]) {
      if (this.#isStopping) return
      const { consumerTag } = await channel.consume(queue, (message) => this.#deliver(reading, message))
      reading.tags.push(consumerTag)
    }
  }

  #lost(reading: Reading): void {
    if (this.#reading !== reading) return
    this.#reading = undefined
    this.#endPause()
    this.#onBroken()
  }

  #deliver(reading: Reading, message: ConsumeMessage | null): void {
    if (!message) {
      this.#lost(reading)
      return
    }
    reading.delivered.push(message)
    if (reading.delivered.length === 1) this.#settling = this.#settling.then(() => this.#settleAll(reading))
  }

  /** Runs until everything that this channel has delivered is settled, or the channel is lost. */
  async #settleAll(reading: Reading): Promise<void> {
    while (reading.delivered.length > 0 && this.#reading === reading) {
      const batch = reading.delivered.slice(0, batchMax)
      try {
        await this.#settle(batch)
      } catch (error) {
        this.#onTrouble({ kind: 'outage', error })
        if (this.#isStopping) return
        await this.#pause()
        continue
      }
      reading.delivered.splice(0, batch.length)
      acknowledge(reading.channel, batch)
    }
  }

  async #settle(batch: readonly ConsumeMessage[]): Promise<void> {
    const fresh: DomainEvent[] = []
    const suspects: StoredEvent[] = []
    const unreadable: StoredEvent[] = []
    for (const message of batch) {
      const read = readMessage(message)
      if (read.kind === 'unreadable') unreadable.push(read.event)
      else if (message.fields.redelivered || message.fields.exchange === '') suspects.push(read.event)
      else fresh.push(read.event)
    }
    // Before anything is handled: what may have taken the process down must not be at hand when it goes down again.
    await this.#putAside(suspects, { error: new Error('It was delivered before, and not acknowledged') })
    const error = new Error('It cannot be read')
    await this.#putAside(unreadable, { error, parked: true })
    for (const { id: eventId, requestId } of unreadable) {
      this.#onTrouble({ kind: 'parked', consumer: this.#consumer, eventId, requestId, error })
    }
    if (fresh.length > 0) await this.#handleFresh(fresh)
  }

  async #handleFresh(fresh: readonly DomainEvent[]): Promise<void> {
    for (const { event, error } of await handOver(this.#handle, fresh)) {
      const isParked = await this.#putAside([event], { attempts: 1, error })
      const { id: eventId, requestId } = event
      this.#onTrouble({ kind: isParked ? 'parked' : 'try-failed', consumer: this.#consumer, eventId, requestId, error })
    }
  }

  async #putAside(events: readonly StoredEvent[], state: Parameters<PostgresQueues['add']>[2]): Promise<boolean> {
    if (events.length === 0) return false
    const isParked = await this.#queues.add(this.#consumer, events, state)
    this.#onPutAside()
    return isParked
  }

  async #pause(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, this.#outagePauseMs)
    this.#endPause = resolve
    await promise
    clearTimeout(timer)
  }
}

/** All up to the last one. On a channel that is just ending this does nothing: the broker gives them out again. */
function acknowledge(channel: Channel, batch: readonly ConsumeMessage[]): void {
  const last = batch.at(-1)
  try {
    if (last) channel.ack(last, true)
  } catch (error) {
    if (!(error instanceof IllegalOperationError)) throw error
  }
}
