import type { MessageInput, MessageResult } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { accessConversation } from './access-conversation.ts'
import { messageNotFound } from './change-message.ts'
import { findByIds } from './message-repository.ts'

/** One message by its id, for a quote or a link; a deleted one as what is left of it. Throws `not_found` for one that is not to be seen. */
export async function getMessage(ctx: Ctx, actor: Actor, input: MessageInput): Promise<MessageResult> {
  const place = await accessConversation(ctx.db, actor, input.conversationId)
  const [message] = await findByIds(ctx.db, [input])
  if (!message || message.position < place.history_from) throw messageNotFound()
  return { message }
}
