import type { DomainEventPayload, DomainEventTopic } from '@chatsphere/contracts'
import { appendToOutbox, type Tx } from '@chatsphere/db'
import { uuidv7 } from 'uuidv7'

export type NewEvent = {
  [Topic in DomainEventTopic]: {
    topic: Topic
    key: string
    payload: DomainEventPayload<Topic>
    /** Where changes of several requests share a transaction; null: of none. */
    requestId?: string | null
  }
}[DomainEventTopic]

/** Writes the domain events of a change into its transaction. */
export function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  return appendToOutbox(
    tx,
    events.map((event) => ({ id: uuidv7(), ...event })),
  )
}
