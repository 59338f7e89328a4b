import type { ChatClient } from '@chatsphere/client'
import type { Message } from '@chatsphere/contracts'

/** A message that something has been asked of. */
export interface PendingMessage {
  /** As it will be. */
  view(message: Message): Message
  /** Its text waits for an answer. */
  waits: boolean
}

/** What the views know of changes that are not answered: what makes such changes is not part of the first load. */
export class PendingMessages {
  readonly #pending = new Map<string, PendingMessage>()
  readonly #listeners = new Set<() => void>()

  /** The same object until something changes. */
  of(messageId: string): PendingMessage | undefined {
    return this.#pending.get(messageId)
  }

  set(messageId: string, pending: PendingMessage | undefined): void {
    if (pending === undefined) this.#pending.delete(messageId)
    else this.#pending.set(messageId, pending)
    for (const listener of this.#listeners) listener()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const known = new WeakMap<ChatClient, PendingMessages>()

export function pendingMessagesOf(client: ChatClient): PendingMessages {
  let messages = known.get(client)
  if (messages === undefined) {
    messages = new PendingMessages()
    known.set(client, messages)
  }
  return messages
}
