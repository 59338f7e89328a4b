import type {
  ConsumerName,
  DeadLetter,
  DomainEvent,
  Heads,
  SendResult,
  ServerEventName,
  ServerEvents,
  Service,
} from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { RateLimitName } from './rate-limits.ts'

export type Room = `user:${string}` | `session:${string}`

/**
 * Best-effort delivery to the sockets of all nodes, after a commit. Never throws and never blocks:
 * what is lost here is repaired by heads and sync.
 */
export interface Live {
  emit<Name extends ServerEventName>(rooms: readonly Room[], name: Name, payload: Parameters<ServerEvents[Name]>[0]): void
  /** Emits the first at once, and of those that follow within a second only the last. `key` says which replace each other. */
  emitLatest<Name extends ServerEventName>(
    key: string,
    rooms: readonly Room[],
    name: Name,
    payload: Parameters<ServerEvents[Name]>[0],
  ): void
  /** Tells the nodes how far conversations have got; each forwards only what its own last emit is behind of. */
  announceHeads(heads: readonly (Heads['conversations'][number] & { userIds: readonly string[] })[]): void
  /**
   * Says that the presence of these people, or who may see it, may have changed. Each node reads it anew for those of its sockets that
   * watch them, and tells what differs: what is shown to whom is never decided before it is told.
   */
  announcePresence(userIds: readonly string[]): void
  /** Cuts the sockets of a session on all nodes. */
  endSession(sessionId: string): void
}

export interface Passwords {
  /** It is on the lists that are tried first, whatever the case of its letters. */
  isWellKnown(password: string): Promise<boolean>
  /** argon2id in PHC form, computed off the event loop. */
  hash(password: string): Promise<string>
  /** `hash` null: works as long as a real check and answers false, so that time tells nothing about the account. */
  verify(hash: string | null, password: string): Promise<boolean>
}

export type TokenPurpose = 'access' | 'realtime'

export interface TokenSubject {
  userId: string
  sessionId: string
}

export interface Tokens {
  sign(purpose: TokenPurpose, subject: TokenSubject): Promise<{ token: string; expiresAt: Date }>
  /** Null unless signature, issuer, audience, purpose and expiry all hold. */
  verify(purposes: readonly TokenPurpose[], token: string): Promise<(TokenSubject & { expiresAt: Date }) | null>
  /** The one successor of a refresh token, the same at each call, not to be guessed without the server's secret. */
  successorOf(refreshToken: string): string
  /** The code of what an id names, the same at each call, not to be guessed without the server's secret. */
  codeOf(id: string): string
}

export interface Limits {
  /** Uses `points` (1 by default) of `key`; throws `rate_limited` with `retryAfterMs` when the named limit is used up. */
  consume(name: RateLimitName, key: string, points?: number): Promise<void>
  /** Gives back what `key` used, after a success that shall not count. */
  forgive(name: RateLimitName, key: string): Promise<void>
}

/** To one person, as plain text, and as HTML where that says more. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html?: string
}

export interface Mailer {
  /** Resolves when the mail was taken over. Rejects when it was not, and for an address or a subject that is more than one line. */
  send(mail: Mail): Promise<void>
}

/** What the devices of a person say, whatever that person has chosen to show: for `presence/presence-policy.ts`, never for anybody's eyes. */
export interface DevicePresence {
  readonly userId: string
  /** `active`: at least one is connected and in use. `idle`: all that are connected are idle. */
  readonly devices: 'active' | 'idle' | 'none'
  /** When a device was last known to be connected that is no more; null: none ever was. */
  readonly lastSeenAt: Date | null
}

export interface Presence {
  devicesOf(userIds: readonly string[]): Promise<DevicePresence[]>
}

export interface NodeConnection {
  readonly id: string
  readonly userId: string
  readonly idle: boolean
}

/** Where a node tells which of its sockets live. */
export interface PresenceNode {
  /**
   * Renews the lease of this node and names all its connections: those that got lost are added, those that stayed behind removed, and
   * each is idle or not as it says. Answers the users of whom that changed anything.
   */
  renew(connections: readonly NodeConnection[]): Promise<string[]>
  connected(connection: NodeConnection): Promise<void>
  /** Nothing happens to a connection that is not there: the next renewal has it right. */
  idle(connectionId: string, idle: boolean): Promise<void>
  disconnected(connectionId: string): Promise<void>
  /** Gives the lease back: nobody is here any more. Answers the users who were. */
  leave(): Promise<string[]>
}

/**
 * Must tolerate an event that it has handled before. Rejects with `DatabaseUnavailable` or a `DomainError` `unavailable` when something that
 * it needs is away: that is nobody's fault, and costs no event a try.
 */
export type EventHandler = (events: readonly DomainEvent[]) => Promise<void>

/** Carries events from the relay to the consumers' queues. Promises no order, and at least once. */
export interface EventBus {
  /** Resolves when every queue that is bound to the events has stored them. When it rejects, some, all or none of them were stored. */
  publish(events: readonly DomainEvent[]): Promise<void>
  /**
   * Hands the events of the consumer's queue to `handle`, many at once, until it resolves. When it rejects they are handed over
   * one by one; one that rejects alone, or whose process died, is handed over alone from then on, later and later, and parked as a dead
   * letter after the last try.
   * Answers the function that stops: it resolves when what was under way has ended.
   */
  consume(consumer: ConsumerName, handle: EventHandler): () => Promise<void>
  /** How many events wait in the consumer's queue for their first try; counted up to 100,000. Rejects while nobody can tell. */
  depthOf(consumer: ConsumerName): Promise<number>
  /** Rejects while nothing can be published. */
  check(): Promise<void>
  /** Stops everything and gives the connections back. */
  close(): Promise<void>
}

/** Events that a consumer could not handle in all its tries, whichever bus carried them. */
export interface DeadLetters {
  /** The last parked first; of one consumer or of all. */
  list(tx: Tx, wanted: { consumer?: ConsumerName | undefined; limit: number }): Promise<DeadLetter[]>
  /** Puts one back into its queue, with all its tries. False: it is not there, or somebody has put it back already. */
  replay(tx: Tx, consumer: ConsumerName, eventId: string): Promise<boolean>
}

/** Where every process says that it runs. One whose lease has ended is dead, and is neither listed nor given out. */
export interface Registry {
  /** Enters the process or renews its lease, with its load of now. */
  renew(service: Service): Promise<void>
  /** Gives the lease back: the process is given out no more from now on. */
  leave(id: string): Promise<void>
  /** What runs, by name and then by start. */
  list(): Promise<Service[]>
  /** Where the realtime node with the fewest sockets is reached, of those that have a URL of their own; null: there is none. */
  findRealtimeUrl(): Promise<string | null>
}

export interface OutgoingMessage {
  readonly id: string
  readonly body: string
  readonly replyTo?: string | undefined
}

/** One call of one author: an ordered array of messages, stored whole or not at all. */
export interface Outgoing {
  readonly authorId: string
  readonly conversationId: string
  readonly messages: readonly OutgoingMessage[]
  /** Of the request that it came with. */
  readonly requestId?: string | undefined
}

export interface Sends {
  /** Resolves after the commit. Rejects with a `DomainError`: nothing was stored, unless the code is `unavailable`. */
  send(call: Outgoing): Promise<SendResult[]>
}
