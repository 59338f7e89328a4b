import type { AnswerRequestInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { accessForChange, announceMembership, announceUserChange } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { holdEnabledUsers } from '../users/index.ts'
import { admit } from './admit.ts'
import { deleteRequests } from './join-request-repository.ts'
import { noteRequests } from './note-requests.ts'

/**
 * Lets somebody in who has asked, or declines. Throws `not_found` without a request, or of an account that is disabled by now, and `forbidden`
 * without `remove_members`.
 */
export async function answerRequest(ctx: Ctx, actor: Actor, input: AnswerRequestInput): Promise<void> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, userId, accept } = input
  const { change, revisions } = await ctx.db.inTransaction(async (tx) => {
    // People before conversations: that is the order of the locks.
    const enabledIds = await holdEnabledUsers(tx, [userId])
    const locked = await accessForChange(tx, actor, conversationId, 'remove_members')
    const waited = await deleteRequests(tx, conversationId, [userId])
    if (waited.length === 0 || (accept && !enabledIds.includes(userId)))
      throw new DomainError('not_found', 'They do not ask to join any more.')
    if (!accept) {
      const revisions = await noteRequests(tx, locked)
      const payload = { conversationId, actorId: actor.userId, userId, userIds: [...revisions.keys()] }
      await appendEvents(tx, [{ topic: 'join.declined.v1', key: conversationId, payload }])
      return { revisions }
    }
    const change = await admit(tx, locked, actor, [userId], { note: { type: 'members_added', userIds: [userId] } })
    return { change: { ...change, changed: await noteRequests(tx, locked) } }
  })
  if (change) await announceMembership(ctx, change)
  if (revisions) await announceUserChange(ctx, conversationId, revisions)
}
