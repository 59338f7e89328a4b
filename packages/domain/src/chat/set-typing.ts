import { type TypingInput, typingMembersMax } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { isBlocked } from '../users/index.ts'
import { accessConversation } from './access-conversation.ts'
import { capabilitiesAt } from './conversation-policy.ts'
import { listMemberIds } from './participant-repository.ts'

/**
 * Tells the other members that the actor types, or no longer does; in conversations of more than 1,000 nobody, nobody where one of two
 * people has blocked the other, and nobody of who may not write here. Nothing is stored.
 */
export async function setTyping(ctx: Ctx, actor: Actor, input: TypingInput): Promise<void> {
  const { conversationId, on } = input
  const { userId } = actor
  const own = await accessConversation(ctx.db, actor, conversationId)
  if (on && !capabilitiesAt({ ...own, leftAt: own.left_at, closed: false }).includes('post')) return
  const members = (await listMemberIds(ctx.db, [conversationId])).get(conversationId) ?? []
  const others = members.filter((memberId) => memberId !== userId)
  if (others.length === 0 || members.length > typingMembersMax) return
  if (own.kind === 'direct' && (await isBlocked(ctx.db, userId, others[0] ?? ''))) return
  ctx.live.emit(
    others.map((otherId) => `user:${otherId}` as const),
    'typing:changed',
    { conversationId, userId, on },
  )
}
