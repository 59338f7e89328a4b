import type { Conversation, JoinGroupInput } from '@chatsphere/contracts'
import { announceMembership, lockMany, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { accountDisabled, holdEnabledUsers } from '../users/index.ts'
import { enter } from './enter.ts'
import { getSummary } from './get-summary.ts'

/**
 * Becomes a member of a public group; who is one already stays as they are. Throws `not_found` for a private or archived one, as for one that
 * is not there, and `forbidden` for who is banned and where people are let in by hand.
 */
export async function joinGroup(ctx: Ctx, actor: Actor, input: JoinGroupInput): Promise<Conversation> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId } = input
  const change = await ctx.db.inTransaction(async (tx) => {
    // People before conversations: that is the order of the locks.
    const enabledIds = await holdEnabledUsers(tx, [actor.userId])
    if (!enabledIds.includes(actor.userId)) throw accountDisabled()
    const [locked] = await lockMany(tx, [conversationId])
    const place = locked && placeOf(locked, actor.userId)
    if (place && !place.left_at) return null
    if (locked?.row.visibility !== 'public' || locked.row.archived)
      throw new DomainError('not_found', 'There is no such group that anybody may join.')
    if (locked.row.approval) throw new DomainError('forbidden', 'This group lets people in by hand: ask to join.')
    return enter(tx, locked, actor)
  })
  if (change) await announceMembership(ctx, change)
  return getSummary(ctx, actor, conversationId)
}
