import type { OutgoingMessage } from '@chatsphere/client'
import type { Conversation } from '@chatsphere/contracts'

/** What one row of the rail is about. */
export interface RailItem {
  conversation: Conversation
  /** The last message written here that has no position yet: newer than anything stored. */
  unsent: OutgoingMessage | undefined
}

/**
 * The rail's conversations, the newest activity first; what was written here counts as soon as it is written.
 *
 * A direct conversation exists as soon as somebody opens it. While nothing is written it stands only where it was
 * opened (`isWanted`): the other person shall not see that somebody thought of writing.
 */
export function railItems(
  conversations: readonly Conversation[],
  lastOutgoing: (conversationId: string) => OutgoingMessage | undefined,
  isWanted: (conversationId: string) => boolean,
): RailItem[] {
  return conversations
    .map((conversation) => {
      const unsent = lastOutgoing(conversation.id)
      // Its answer may be here before the queue has heard of it.
      return { conversation, unsent: unsent?.id === conversation.lastMessage?.id ? undefined : unsent }
    })
    .filter(
      ({ conversation, unsent }) =>
        conversation.kind !== 'direct' || conversation.lastMessage !== null || unsent !== undefined || isWanted(conversation.id),
    )
    .sort((one, other) => activityOf(other).localeCompare(activityOf(one)))
}

function activityOf({ conversation, unsent }: RailItem): string {
  return unsent?.createdAt ?? conversation.lastMessage?.createdAt ?? conversation.createdAt
}
