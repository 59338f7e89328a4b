import type { OutgoingMessage } from '@chatsphere/client'
import type { Message } from '@chatsphere/contracts'

const known = new WeakMap<OutgoingMessage, Message>()

/** What was written here as the message that it will be, so that one view shows both. The same object for the same message. */
export function outgoingAsMessage(outgoing: OutgoingMessage, authorId: string): Message {
  let message = known.get(outgoing)
  if (message === undefined) {
    const { conversationId, id, body, replyTo = null, createdAt } = outgoing
    const unset = {
      editedAt: null,
      deletedAt: null,
      pinnedAt: null,
      threadRoot: null,
      attachments: [],
      reactions: [],
      mentions: [],
    }
    message = {
      conversationId,
      id,
      body,
      replyTo,
      createdAt,
      authorId,
      kind: 'user',
      position: 0,
      revision: 0,
      version: 1,
      ...unset,
    }
    known.set(outgoing, message)
  }
  return message
}
