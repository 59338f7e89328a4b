import type { TypingInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { accessConversation } from './access-conversation.ts'
import { listMemberIds } from './participant-repository.ts'

/** Tells the other members that the actor types, or no longer does. Nothing is stored. */
export async function setTyping(ctx: Ctx, actor: Actor, input: TypingInput): Promise<void> {
  await accessConversation(ctx.db, actor, input.conversationId)
  const members = (await listMemberIds(ctx.db, [input.conversationId])).get(input.conversationId) ?? []
  const rooms = members.filter((userId) => userId !== actor.userId).map((userId) => `user:${userId}` as const)
  if (rooms.length === 0) return
  ctx.live.emit(rooms, 'typing:changed', { conversationId: input.conversationId, userId: actor.userId, on: input.on })
}
