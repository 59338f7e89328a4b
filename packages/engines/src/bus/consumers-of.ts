import { type ConsumerName, consumerBindings, type DomainEventTopic } from '@chatsphere/contracts'

/** The consumers whose queues are bound to a topic. */
export function consumersOf(topic: DomainEventTopic): ConsumerName[] {
  const consumers = Object.keys(consumerBindings) as ConsumerName[]
  return consumers.filter((consumer) => (consumerBindings[consumer] as readonly DomainEventTopic[]).includes(topic))
}
