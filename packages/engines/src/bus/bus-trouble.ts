import type { ConsumerName, DomainEventTopic } from '@chatsphere/contracts'

interface FailedHandling {
  readonly consumer: ConsumerName
  readonly eventId: string
  /** Of the request whose change the event tells. */
  readonly requestId: string | null
  readonly error: unknown
}

/** What an operator should hear of a bus. Nothing of it is the end: what is told here is tried again, but for `parked`. */
export type BusTrouble =
  | ({ readonly kind: 'try-failed' } & FailedHandling)
  /** The event waits for an admin: a dead letter. */
  | ({ readonly kind: 'parked' } & FailedHandling)
  /**
   * Events of these topics reached no queue, though a consumer is bound to them: somebody changed the broker's queues or
   * bindings.
   */
  | { readonly kind: 'unroutable'; readonly topics: readonly DomainEventTopic[] }
  /** The broker, the database, or what a handler needs is away. Costs no event a try. */
  | { readonly kind: 'outage'; readonly error: unknown }

export type OnBusTrouble = (trouble: BusTrouble) => void
