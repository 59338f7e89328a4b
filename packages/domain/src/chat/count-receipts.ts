import type { ReceiptCounts, ReceiptsInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { accessConversation } from './access-conversation.ts'
import { messageNotFound } from './change-message.ts'
import { countReached } from './participant-repository.ts'

/** How many of the others have got, or read, what is at a position: on demand, for conversations too large for live receipts. */
export async function countReceipts(ctx: Ctx, actor: Actor, input: ReceiptsInput): Promise<ReceiptCounts> {
  const place = await accessConversation(ctx.db, actor, input.conversationId)
  if (input.position < place.history_from || input.position > place.last_position) throw messageNotFound()
  return countReached(ctx.db, { ...input, exceptUserId: actor.userId })
}
