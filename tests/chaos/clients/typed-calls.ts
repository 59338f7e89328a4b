import type { Calls } from '@chatsphere/client'
import type { Message } from '@chatsphere/contracts'
import { uuidv7 } from 'uuidv7'
import type { Operation } from './operation.ts'

export type TypedOperation = Exclude<
  Operation,
  { do: 'send' | 'flood' | 'read' | 'type' | 'load-before' | 'mark-unread' | 'race' }
>

const emojis = ['👍', '🎉', '😀', '🚀'] as const

/** What the user who does it has before their eyes. */
interface Sight {
  readonly conversationId: string
  readonly messages: readonly Message[]
  readonly ownId: string
  readonly text: string
  readonly users: Readonly<Record<string, string>>
}

interface TypedCall {
  readonly name: string
  /** The messages that it shows. */
  readonly answer: Promise<readonly Message[]>
}

/** An operation as a call of the typed API; undefined where there is nothing to do it to. */
export function typedCall(calls: Calls, operation: TypedOperation, sight: Sight): TypedCall | undefined {
  return 'pick' in operation ? messageCall(calls, operation, sight) : groupCall(calls, operation, sight)
}

const single = ({ message }: { message: Message }) => [message]
const none = (): Message[] => []

function messageCall({ chat }: Calls, operation: Extract<TypedOperation, { pick: number }>, sight: Sight): TypedCall | undefined {
  const { conversationId, text } = sight
  const isOwn = operation.do === 'edit' || operation.do === 'delete'
  const list = sight.messages.filter((message) => message.kind === 'user' && (!isOwn || message.authorId === sight.ownId))
  const target = list[Math.floor(operation.pick * list.length)]
  if (!target) return undefined
  const at = { conversationId, id: target.id }
  const emoji = emojis[Math.floor(operation.pick * 997) % emojis.length] ?? '👍'
  switch (operation.do) {
    case 'edit':
      return { name: 'chat.edit', answer: chat.edit.mutate({ ...at, body: text, version: target.version }).then(single) }
    case 'delete':
      return { name: 'chat.delete', answer: chat.delete.mutate(at).then(single) }
    case 'react':
      return { name: 'chat.react', answer: chat.react.mutate({ ...at, emoji, on: operation.on }).then(single) }
    case 'pin':
      return { name: 'chat.pin', answer: chat.pin.mutate({ ...at, on: operation.on }).then(single) }
    case 'reply': {
      const sent = chat.send.mutate({ conversationId, id: uuidv7(), body: text, replyTo: target.id })
      return { name: 'chat.send', answer: sent.then(({ message }) => ('revision' in message ? [message] : [])) }
    }
  }
}

function groupCall({ chat, groups }: Calls, operation: Exclude<TypedOperation, { pick: number }>, sight: Sight): TypedCall {
  const { conversationId } = sight
  if (operation.do === 'history') {
    return { name: 'chat.history', answer: chat.history.query({ conversationId }).then((page) => page.messages) }
  }
  if (operation.do === 'leave') return { name: 'groups.leave', answer: groups.leave.mutate({ conversationId }).then(none) }
  const userId = sight.users[operation.user] ?? ''
  return operation.do === 'add'
    ? { name: 'groups.addMembers', answer: groups.addMembers.mutate({ conversationId, userIds: [userId] }).then(none) }
    : { name: 'groups.removeMember', answer: groups.removeMember.mutate({ conversationId, userId }).then(none) }
}
