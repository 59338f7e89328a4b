import { type ConsumerName, consumerBindings, consumerNames } from '@chatsphere/contracts'
import type { Channel } from 'amqplib'

/** How often the broker gives a message out again to consumers that died with it before it puts it aside. */
const deliveryLimit = 10
/** From the queue of what was put aside nothing is thrown away. RabbitMQ 4 would, after 20 deliveries, unless told otherwise. */
const noDeliveryLimit = 1_000_000_000

/** Where events go at the broker. */
export interface RabbitNames {
  readonly exchange: string
  queueOf(consumer: ConsumerName): string
  /** What the broker put aside: see `declareTopology`. */
  deadQueueOf(consumer: ConsumerName): string
}

export function rabbitNames(prefix: string): RabbitNames {
  return {
    exchange: `${prefix}.events`,
    queueOf: (consumer) => `${prefix}.${consumer}`,
    deadQueueOf: (consumer) => `${prefix}.${consumer}.dead`,
  }
}

/**
 * Declares everything that this version needs; what is there already stays. One topic exchange; for each consumer a quorum queue,
 * bound by `consumerBindings`, and beside it one for messages that its consumers died with again and again. The broker moves them
 * there itself, and keeps each until that queue has it (`at-least-once`, which demands `reject-publish`).
 *
 * Bindings are only added: during a rolling upgrade the older version must not take away what the newer one has just bound.
 */
export async function declareTopology(channel: Channel, names: RabbitNames): Promise<void> {
  await channel.assertExchange(names.exchange, 'topic', { durable: true })
  for (const consumer of consumerNames) {
    const [queue, deadQueue] = [names.queueOf(consumer), names.deadQueueOf(consumer)]
    await channel.assertQueue(deadQueue, {
      durable: true,
      arguments: { 'x-queue-type': 'quorum', 'x-delivery-limit': noDeliveryLimit },
    })
    await channel.assertQueue(queue, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-delivery-limit': deliveryLimit,
        'x-dead-letter-exchange': '',
        'x-dead-letter-routing-key': deadQueue,
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      },
    })
    for (const topic of consumerBindings[consumer]) await channel.bindQueue(queue, names.exchange, topic)
  }
}
