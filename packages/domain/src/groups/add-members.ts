import type { AddMembersInput, Conversation } from '@chatsphere/contracts'
import { accessForChange, announceMembership, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { assertAddable, holdEnabledUsers } from '../users/index.ts'
import { admit } from './admit.ts'
import { listBanned } from './ban-repository.ts'
import { getSummary } from './get-summary.ts'

/**
 * Lets people into a group; who is there already stays as they are. Throws `not_found` and `forbidden`, the latter also for somebody who
 * has blocked the actor and for who is banned.
 */
export async function addMembers(ctx: Ctx, actor: Actor, input: AddMembersInput): Promise<Conversation> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId } = input
  const change = await ctx.db.inTransaction(async (tx) => {
    const wanted = [...new Set(input.userIds)]
    // People before conversations: that is the order of the locks.
    const enabledIds = await holdEnabledUsers(tx, [actor.userId, ...wanted])
    const locked = await accessForChange(tx, actor, conversationId, 'add_members')
    const userIds = wanted.filter((userId) => placeOf(locked, userId)?.left_at !== null)
    if (userIds.length === 0) return null
    await assertAddable(tx, actor, userIds, enabledIds)
    if ((await listBanned(tx, conversationId, userIds)).length > 0)
      throw new DomainError('forbidden', 'One of these people is banned from this group: lift the ban first.')
    return admit(tx, locked, actor, userIds, { note: { type: 'members_added', userIds } })
  })
  if (change) await announceMembership(ctx, change)
  return getSummary(ctx, actor, conversationId)
}
