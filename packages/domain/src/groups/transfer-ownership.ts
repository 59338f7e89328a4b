import type { Conversation, TransferOwnershipInput } from '@chatsphere/contracts'
import { accessForChange, announceMembership, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { getSummary } from './get-summary.ts'
import { giveRoles } from './give-roles.ts'

/** Makes a member the owner in the actor's stead, who becomes an admin. Throws `not_found`, and `forbidden` for whoever is no owner. */
export async function transferOwnership(ctx: Ctx, actor: Actor, input: TransferOwnershipInput): Promise<Conversation> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, userId } = input
  const change = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, conversationId, 'transfer')
    const place = placeOf(locked, userId)
    if (!place || place.left_at || place.disabled) throw new DomainError('not_found', 'They are not part of this group.')
    if (place === locked.place) return null
    const members = [
      { userId, role: 'owner' as const },
      { userId: actor.userId, role: 'admin' as const },
    ]
    return giveRoles(tx, locked, actor, members, { type: 'ownership_transferred', userId })
  })
  if (change) await announceMembership(ctx, change)
  return getSummary(ctx, actor, conversationId)
}
