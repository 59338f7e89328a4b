import type { Message, PinsInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { accessConversation } from './access-conversation.ts'
import { listPinned } from './message-repository.ts'

/** The newest 100 pinned messages that the actor may see, ascending by position. */
export async function listPins(ctx: Ctx, actor: Actor, input: PinsInput): Promise<Message[]> {
  const place = await accessConversation(ctx.db, actor, input.conversationId)
  return listPinned(ctx.db, input.conversationId, place.history_from)
}
