import type { unreadMax as contractUnreadMax, Message } from '@chatsphere/contracts'

/** The contract's number, repeated so that the contract's schemas stay out of the browser's scripts; the type holds them together. */
export const unreadMax: typeof contractUnreadMax = 100

/**
 * Whether a message behind the read cursor makes a conversation unread: what another person wrote, unless it was deleted or is a reply
 * in a thread. A reply that was also sent to the conversation counts too, which a client cannot see yet: then the count shown is the
 * server's only where it is not counted here.
 */
export function countsAsUnread(message: Message, ownUserId: string): boolean {
  return isOfAnotherPerson(message, ownUserId) && message.deletedAt === null
}

/** It counted before it was deleted. */
export function countsNoMore(message: Message, ownUserId: string): boolean {
  return isOfAnotherPerson(message, ownUserId) && message.deletedAt !== null
}

function isOfAnotherPerson(message: Message, ownUserId: string): boolean {
  return message.kind === 'user' && message.authorId !== ownUserId && message.threadRoot === null
}
