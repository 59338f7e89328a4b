import { createHash } from 'node:crypto'
import type { Message } from '@chatsphere/contracts'
import type { Row } from '../history.ts'

/** The same text for the same value, whatever the order of its keys. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

export function rowOf(message: Message): Row {
  const { conversationId, id, position, revision, version } = message
  return { conversationId, id, position, revision, version, digest: digestOf(canonical(message)), body: digestOf(message.body) }
}
