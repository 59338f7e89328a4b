import type { OutgoingMessage } from './chat-client.ts'

/** A message as it is stored. `rank` is its place among those of its conversation: ids of times, compared as text. */
export interface StoredOutgoing extends Omit<OutgoingMessage, 'kept'> {
  rank: string
}
