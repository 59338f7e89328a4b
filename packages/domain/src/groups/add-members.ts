import type { AddMembersInput, Conversation } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { accessForChange, announceMembership, letIn, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { assertAddable, holdEnabledUsers } from '../users/index.ts'
import { listBanned } from './ban-repository.ts'
import { getSummary } from './get-summary.ts'
import { withoutRequests } from './note-requests.ts'

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
    const members = userIds.map((userId) => ({ userId, role: 'member' as const }))
    const change = await letIn(tx, locked, actor.userId, members, { type: 'members_added', userIds })
    const { position, revision } = change.note
    await appendEvents(tx, [
      {
        topic: 'members.added.v1',
        key: conversationId,
        payload: { conversationId, actorId: actor.userId, position, revision, userIds },
      },
    ])
    return withoutRequests(tx, locked, change)
  })
  if (change) await announceMembership(ctx, change)
  return getSummary(ctx, actor, conversationId)
}
