import { randomUUID } from 'node:crypto'
import { type DomainEvent, eventEnvelope } from '@chatsphere/contracts'
import type { Message, Options } from 'amqplib'
import type { StoredEvent } from './postgres-queues.ts'

export function encodeEvent(event: DomainEvent): { content: Buffer; properties: Options.Publish } {
  return {
    content: Buffer.from(JSON.stringify(event)),
    properties: { persistent: true, messageId: event.id, type: event.topic, contentType: 'application/json' },
  }
}

type ReadMessage =
  | { readonly kind: 'event'; readonly event: DomainEvent }
  | { readonly kind: 'unreadable'; readonly event: StoredEvent }

/**
 * The event in a message; it may be of a topic that only a newer version knows, which its consumer will say. What is no event
 * becomes one that holds the message as it was, so that it can be kept where an admin sees it.
 */
export function readMessage({ content, fields }: Message): ReadMessage {
  const parsed = eventEnvelope.safeParse(parseJson(content))
  if (parsed.success) return { kind: 'event', event: parsed.data as DomainEvent }
  const payload = { base64: content.toString('base64') }
  return {
    kind: 'unreadable',
    event: { id: randomUUID(), topic: fields.routingKey, key: '', payload, createdAt: new Date().toISOString(), requestId: null },
  }
}

function parseJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'), content.includes('\\u0000') ? refusingNul : undefined)
  } catch {
    return undefined
  }
}

/** PostgreSQL stores no NUL: such an event could neither be put aside nor be acknowledged. */
function refusingNul(key: string, value: unknown): unknown {
  if (key.includes('\0') || (typeof value === 'string' && value.includes('\0'))) throw new SyntaxError('A text contains NUL')
  return value
}
