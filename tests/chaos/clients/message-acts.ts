import type { ChatClient } from '@chatsphere/client'
import type { Message } from '@chatsphere/contracts'
import type { Operation } from './operation.ts'

type MessageOperation = Extract<Operation, { pick: number }>

export interface Act {
  readonly name: string
  /** The messages that its answer shows. */
  readonly answer: Promise<readonly Message[]>
}

const emojis = ['👍', '🎉', '😀', '🚀'] as const
const single = (message: Message) => [message]

/** What is done to one message that the device shows; undefined where there is none to do it to. */
export function actOnMessage(
  client: ChatClient,
  conversationId: string,
  operation: MessageOperation,
  text: string,
): Act | undefined {
  const isOwn = operation.do === 'edit' || operation.do === 'delete'
  const { messages } = client.timeline(conversationId)
  const list = messages.filter((message) => message.kind === 'user' && (!isOwn || message.authorId === client.me.id))
  const target = list[Math.floor(operation.pick * list.length)]
  if (!target) return undefined
  switch (operation.do) {
    case 'edit':
      return { name: 'edit', answer: client.edit(target, text).then(({ message }) => [message]) }
    case 'delete':
      return { name: 'delete', answer: client.delete(target).then(single) }
    case 'react': {
      const emoji = emojis[Math.floor(operation.pick * 997) % emojis.length] ?? '👍'
      return { name: 'react', answer: client.react(target, emoji, operation.on).then(single) }
    }
    case 'pin':
      return { name: 'pin', answer: (operation.on ? client.pin(target) : client.unpin(target)).then(single) }
    case 'around':
      return { name: 'loadAround', answer: client.loadAround(conversationId, target.position).then(() => []) }
  }
}
