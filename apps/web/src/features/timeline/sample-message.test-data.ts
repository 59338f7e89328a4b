import type { Message } from '@chatsphere/contracts'

/** A message for tests: the first of Ada's, with what is given instead. */
export function sampleMessage(given: Partial<Message> = {}): Message {
  const position = given.position ?? 1
  return {
    conversationId: 'c',
    id: `m${position}`,
    position,
    revision: position,
    version: 1,
    authorId: 'ada',
    kind: 'user',
    body: `message ${position}`,
    replyTo: null,
    threadRoot: null,
    attachments: [],
    reactions: [],
    mentions: [],
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    createdAt: new Date(2026, 8, 16, 10, 0).toISOString(),
    ...given,
  }
}
