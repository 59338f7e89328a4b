import type { Capability, Message } from '@chatsphere/contracts'

/** What one may do with a message. */
export interface MessageRights {
  react: boolean
  reply: boolean
  edit: boolean
  pin: boolean
  markUnread: boolean
  delete: boolean
}

type Judged = Pick<Message, 'authorId' | 'kind' | 'deletedAt'>

/** Read from what the server says that one may do; it decides again. */
export function messageRights(message: Judged, meId: string, capabilities: readonly Capability[]): MessageRights {
  const there = message.deletedAt === null && message.kind === 'user'
  const own = message.authorId === meId
  const may = (capability: Capability) => there && capabilities.includes(capability)
  return {
    react: may('react'),
    reply: may('post'),
    edit: own && may('post'),
    pin: may('pin'),
    markUnread: there && !own,
    delete: there && (own || capabilities.includes('delete_others')),
  }
}
