import type { Conversation, Me } from '@chatsphere/contracts'
import type { Messages } from '@/features/messages/text.ts'

/** How somebody in the conversation is called here; of groups not all are known. */
export function nameOf(
  userId: string,
  conversation: Pick<Conversation, 'peer'>,
  me: Pick<Me, 'id' | 'displayName'>,
  text: Messages,
): string {
  if (userId === me.id) return me.displayName
  return conversation.peer?.id === userId ? conversation.peer.displayName : text.timeline.someone
}
