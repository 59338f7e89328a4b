import type { Message } from '@chatsphere/contracts'

/**
 * Where the "New" line stands: before the first message of somebody else after this position. Null: nowhere.
 *
 * It is set when a conversation with unread messages opens, and when messages arrive that nobody watches (the window in
 * the background, or the end of the timeline out of sight). Reading does not move it: it marks what was new. It goes
 * when the window loses the focus with everything read, so that the next arrival draws a new one, and when one writes:
 * who answers has seen it.
 */
export type UnreadLine = number | null

export interface ReadingState {
  unread: number
  readPosition: number
  /** The end is in sight, and somebody sits in front of it. */
  watching: boolean
  focused: boolean
  /** The id of the newest message in the outbox; ids grow with time. */
  newestSent: string
}

export function openingLine(state: Pick<ReadingState, 'unread' | 'readPosition'>): UnreadLine {
  return state.unread > 0 ? state.readPosition : null
}

export function movedLine(line: UnreadLine, before: ReadingState, now: ReadingState): UnreadLine {
  if (now.newestSent > before.newestSent) return null
  if (before.focused && !now.focused && now.unread === 0) return null
  if (before.unread === 0 && now.unread > 0 && !now.watching) return now.readPosition
  return line
}

/** The first message that was new, if it is among the loaded ones. */
export function firstNew(messages: readonly Message[], line: UnreadLine, meId: string): Message | undefined {
  if (line === null) return undefined
  return messages.find((message) => message.position > line && isUnreadKind(message, meId))
}

/** What counts as unread: not own, not deleted, not system, not a reply in a thread. */
export function isUnreadKind(message: Message, meId: string): boolean {
  return message.authorId !== meId && message.deletedAt === null && message.kind === 'user' && message.threadRoot === null
}
