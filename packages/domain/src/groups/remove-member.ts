import { maySendAway, type RemoveMemberInput } from '@chatsphere/contracts'
import { accessForChange, announceMembership, notAllowed, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { endMembership } from './end-membership.ts'

/**
 * Takes a member out of a group: from the commit on nothing of it reaches them. Who is not there any more stays out. Throws
 * `not_found`, and `forbidden` for oneself (leave instead) and for who stands as high as the actor.
 */
export async function removeMember(ctx: Ctx, actor: Actor, input: RemoveMemberInput): Promise<void> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const change = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, input.conversationId, 'remove_members')
    const place = placeOf(locked, input.userId)
    if (!place) throw new DomainError('not_found', 'They are not part of this group.')
    if (place.left_at) return null
    if (place === locked.place || !maySendAway(locked.place.role, place.role)) throw notAllowed()
    return endMembership(tx, locked, actor, input)
  })
  if (change) await announceMembership(ctx, change)
}
