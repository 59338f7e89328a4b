import type { Conversation } from '@chatsphere/contracts'
import { listSummaries } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'

/** The group as the actor sees it after an act of theirs; throws `not_found` for one who was sent away meanwhile. */
export async function getSummary(ctx: Ctx, actor: Actor, conversationId: string): Promise<Conversation> {
  const [conversation] = await listSummaries(ctx.db, actor.userId, [conversationId])
  if (!conversation) throw new DomainError('not_found', 'You are no longer part of this group.')
  return conversation
}
