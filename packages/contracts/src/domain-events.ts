import { z } from 'zod'
import { counter, uuid } from './primitives.ts'

/**
 * Every event that the outbox carries: past tense, with a version. A field may be added as optional;
 * a rename or a new meaning needs a new version beside the old one, since old rows are still under way during a rolling upgrade.
 */
export const domainEvents = {
  'user.registered.v1': z.object({ userId: uuid }),
  'session.started.v1': z.object({ userId: uuid, sessionId: uuid }),
  'session.ended.v1': z.object({ userId: uuid, sessionId: uuid }),
  'session.reuse_detected.v1': z.object({ userId: uuid, sessionId: uuid }),
  'conversation.opened.v1': z.object({ conversationId: uuid, userIds: z.array(uuid) }),
  'message.created.v1': z.object({
    conversationId: uuid,
    messageId: uuid,
    authorId: uuid,
    position: counter,
    revision: counter,
  }),
  'cursor.moved.v1': z.object({
    conversationId: uuid,
    userId: uuid,
    readVersion: counter,
    readPosition: counter,
    userRevision: counter,
  }),
} as const

export type DomainEventTopic = keyof typeof domainEvents
export type DomainEventPayload<Topic extends DomainEventTopic> = z.infer<(typeof domainEvents)[Topic]>

/** An event as it travels. `key` groups what concerns one subject; the bus promises no order. */
export type DomainEvent = {
  [Topic in DomainEventTopic]: { id: string; topic: Topic; key: string; payload: DomainEventPayload<Topic>; createdAt: string }
}[DomainEventTopic]

/** Each consumer and the topics that its queue is bound to. */
export const consumerBindings = {
  delivery: ['message.created.v1', 'cursor.moved.v1', 'conversation.opened.v1'],
} as const satisfies Record<string, readonly DomainEventTopic[]>

export type ConsumerName = keyof typeof consumerBindings
