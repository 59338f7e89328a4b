import type { Conversation } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { listSummaries } from './conversation-repository.ts'

/** All conversations of the actor, the newest activity first. */
export function listConversations(ctx: Ctx, actor: Actor): Promise<Conversation[]> {
  return listSummaries(ctx.db, actor.userId)
}
