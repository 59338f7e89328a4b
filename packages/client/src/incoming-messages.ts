import type { Message } from '@chatsphere/contracts'
import type { ChatStore } from './chat-store.ts'

/**
 * Tells what other people write while the client runs: each message once, in a conversation in the order of positions, also those that
 * came while the connection was down. What is there at the first sync is not new, nor what lies before the place where a conversation
 * begins for its new member. A message is told when all before it are here; of a conversation in which more was missed than a sync
 * tells one by one, only the newest page is told.
 */
export class IncomingMessages {
  readonly #store: ChatStore
  readonly #ownUserId: string
  readonly #listeners = new Set<(message: Message) => void>()
  /** The last position that has been told, or needs no telling. */
  readonly #told = new Map<string, number>()
  #began = false

  constructor(options: { store: ChatStore; ownUserId: string }) {
    this.#store = options.store
    this.#ownUserId = options.ownUserId
  }

  /** Answers the function that ends it. */
  on(listener: (message: Message) => void): () => void {
    // Nothing was told while nobody listened: what is here by now is not new.
    if (this.#began && this.#listeners.size === 0) this.#tellNothingBefore()
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The first sync has been applied: what comes from now on is new. */
  begin(): void {
    if (this.#began) return
    this.#began = true
    this.#tellNothingBefore()
  }

  /** The store has changed. */
  look(): void {
    if (!this.#began || this.#listeners.size === 0) return
    for (const { id, lastPosition, readPosition } of this.#store.conversations()) {
      const told = this.#told.get(id) ?? readPosition
      if (told < lastPosition) this.#tellAfter(id, told)
    }
  }

  #tellNothingBefore(): void {
    for (const { id, lastPosition } of this.#store.conversations()) this.#told.set(id, lastPosition)
  }

  #tellAfter(conversationId: string, position: number): void {
    const record = this.#store.record(conversationId)
    const head = record?.range()
    if (!record || !head) return
    let next = Math.max(position + 1, head.from)
    for (let message = record.messageAt(next); message; message = record.messageAt(++next)) this.#tell(message)
    this.#told.set(conversationId, next - 1)
  }

  #tell(message: Message): void {
    if (message.authorId === this.#ownUserId || message.kind !== 'user' || message.deletedAt !== null) return
    // What a listener throws is its own, and stops neither the next listener nor the client.
    for (const listener of this.#listeners) queueMicrotask(() => listener(message))
  }
}
