import type { ConsumerName, DomainEvent } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { EventBus, EventHandler } from '@chatsphere/domain'
import type { ChannelModel } from 'amqplib'
import { type BusTiming, busTiming } from './bus-timing.ts'
import type { OnBusTrouble } from './bus-trouble.ts'
import { PostgresConsumer } from './postgres-consumer.ts'
import { PostgresQueues } from './postgres-queues.ts'
import { RabbitConnection } from './rabbit-connection.ts'
import { RabbitConsumer } from './rabbit-consumer.ts'
import { RabbitPublisher } from './rabbit-publisher.ts'
import { declareTopology, type RabbitNames, rabbitNames } from './rabbit-topology.ts'

/**
 * The event bus over RabbitMQ: events pass through the broker, and what could not be handled at once waits in the queues in
 * PostgreSQL, as with the bus that is nothing but them. So tries, delays, dead letters and their replay are the same, and so is
 * what an installation brings along that changes from one bus to the other.
 *
 * Two connections, each of which comes back by itself and then declares the topology anew: `RabbitPublisher` has one, all
 * consumers share the other.
 */
export class RabbitBus implements EventBus {
  readonly #names: RabbitNames
  readonly #queues: PostgresQueues
  readonly #onTrouble: OnBusTrouble
  readonly #timing: BusTiming
  readonly #publisher: RabbitPublisher
  readonly #connection: RabbitConnection
  readonly #consumers = new Set<RabbitConsumer>()
  /** The consumers' connection while it is set up. */
  #model: ChannelModel | undefined
  readonly #stops = new Set<() => Promise<void>>()

  constructor(options: {
    url: string
    db: Tx
    onTrouble: OnBusTrouble
    /** What the names of exchange and queues begin with. */
    prefix?: string
    timing?: BusTiming
  }) {
    const { url, db, onTrouble, timing = busTiming } = options
    this.#names = rabbitNames(options.prefix ?? 'chatsphere')
    this.#queues = new PostgresQueues(db, timing)
    this.#onTrouble = onTrouble
    this.#timing = timing
    this.#publisher = new RabbitPublisher({ url, names: this.#names, onTrouble })
    this.#connection = new RabbitConnection({
      url,
      name: 'chatsphere-consumers',
      setUp: (model) => this.#setUp(model),
      onLost: () => {
        this.#model = undefined
      },
      onTrouble,
    })
  }

  publish(events: readonly DomainEvent[]): Promise<void> {
    return this.#publisher.publish(events)
  }

  consume(consumer: ConsumerName, handle: EventHandler): () => Promise<void> {
    const common = { queues: this.#queues, consumer, handle, onTrouble: this.#onTrouble }
    const postponed = new PostgresConsumer({ ...common, timing: this.#timing })
    const direct = new RabbitConsumer({
      ...common,
      names: this.#names,
      outagePauseMs: this.#timing.outagePauseMs,
      onPutAside: () => postponed.wake(),
      onBroken: () => this.#connection.restart(),
    })
    this.#consumers.add(direct)
    // Otherwise it reads when the connection is there.
    if (this.#model) direct.read(this.#model).catch(() => this.#connection.restart())
    const stop = async () => {
      this.#stops.delete(stop)
      this.#consumers.delete(direct)
      await Promise.all([direct.stop(), postponed.stop()])
    }
    this.#stops.add(stop)
    return stop
  }

  async depthOf(consumer: ConsumerName): Promise<number> {
    if (!this.#model) throw new Error('There is no connection to RabbitMQ')
    const channel = await this.#model.createChannel()
    // A queue that is not there ends the channel, and is told by what rejects.
    channel.on('error', () => undefined)
    const { messageCount } = await channel.checkQueue(this.#names.queueOf(consumer))
    await channel.close()
    return messageCount
  }

  check(): Promise<void> {
    return this.#publisher.check()
  }

  async close(): Promise<void> {
    await Promise.all([...this.#stops].map((stop) => stop()))
    await Promise.all([this.#publisher.close(), this.#connection.close()])
  }

  async #setUp(model: ChannelModel): Promise<void> {
    const channel = await model.createChannel()
    channel.on('error', (error) => this.#onTrouble({ kind: 'outage', error }))
    await declareTopology(channel, this.#names)
    await channel.close()
    // Also those that come meanwhile: a set is walked to its end.
    for (const consumer of this.#consumers) await consumer.read(model)
    this.#model = model
  }
}
