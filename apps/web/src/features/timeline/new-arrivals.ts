import type { Message } from '@chatsphere/contracts'
import { isUnreadKind } from './unread-line.ts'

/** More than so many at once are told by their number. */
const readOutMax = 3

/**
 * What of these messages came after a position and is somebody else's: that is what a screen reader tells, and nothing that comes into
 * the page because one scrolls.
 */
export function arrivalsAfter(messages: readonly Message[], position: number, meId: string): readonly Message[] {
  const first = messages.findLastIndex((message) => message.position <= position) + 1
  return messages.slice(first).filter((message) => isUnreadKind(message, meId))
}

/** One after the other if they are few, else how many they are. */
export function announcement(
  arrivals: readonly Message[],
  say: { one: (message: Message) => string; many: (count: number) => string },
): string {
  return arrivals.length > readOutMax ? say.many(arrivals.length) : arrivals.map(say.one).join('. ')
}
