import type { LeaveGroupInput } from '@chatsphere/contracts'
import { accessForChange, announceMembership } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { endMembership } from './end-membership.ts'

/** Leaves a group. Throws `not_found` outside of it, `forbidden` for a direct conversation and for the last owner of people. */
export async function leaveGroup(ctx: Ctx, actor: Actor, input: LeaveGroupInput): Promise<void> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const change = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, input.conversationId, 'leave')
    const others = locked.places.filter((place) => place !== locked.place && !place.left_at)
    const isLastOwner = locked.place.role === 'owner' && others.every((place) => place.role !== 'owner')
    if (isLastOwner && others.length > 0) {
      throw new DomainError('forbidden', 'A group needs an owner: make somebody else the owner first.')
    }
    return endMembership(tx, locked, actor, actor)
  })
  await announceMembership(ctx, change)
}
