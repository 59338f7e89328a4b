import { type Conversation, mayGiveRole, type SetRoleInput } from '@chatsphere/contracts'
import { accessForChange, announceMembership, notAllowed, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { getSummary } from './get-summary.ts'
import { giveRoles } from './give-roles.ts'

/**
 * Gives a member another role, from the commit on. Throws `not_found`, and `forbidden` without `set_roles`, for who stands as high as the
 * actor, for a role as high as the actor's, and for the last owner's.
 */
export async function setRole(ctx: Ctx, actor: Actor, input: SetRoleInput): Promise<Conversation> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, userId, role } = input
  const change = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, conversationId, 'set_roles')
    const place = placeOf(locked, userId)
    if (!place || place.left_at) throw new DomainError('not_found', 'They are not part of this group.')
    if (!mayGiveRole(locked.place.role, place.role, role)) throw notAllowed()
    if (place.role === role) return null
    const owners = locked.places.filter((each) => each.role === 'owner' && !each.left_at)
    if (place.role === 'owner' && owners.length === 1) {
      throw new DomainError('forbidden', 'A group needs an owner: make somebody else the owner first.')
    }
    return giveRoles(tx, locked, actor, [{ userId, role }], { type: 'role_changed', userId, role })
  })
  if (change) await announceMembership(ctx, change)
  return getSummary(ctx, actor, conversationId)
}
