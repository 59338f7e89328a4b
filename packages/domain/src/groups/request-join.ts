import type { RequestJoinInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { announceUserChange, lockMany, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { accountDisabled, holdEnabledUsers } from '../users/index.ts'
import { listBanned } from './ban-repository.ts'
import { saveRequest } from './join-request-repository.ts'
import { noteRequests } from './note-requests.ts'

/**
 * Asks to be let into a public group that lets people in by hand; the same again changes nothing. Throws `not_found` for a group that does not,
 * as for one that is not there, and `forbidden` for who is banned. Who is in it already asks for nothing.
 */
export async function requestJoin(ctx: Ctx, actor: Actor, input: RequestJoinInput): Promise<void> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, text = '' } = input
  const { userId } = actor
  const revisions = await ctx.db.inTransaction(async (tx) => {
    // People before conversations: that is the order of the locks.
    if (!(await holdEnabledUsers(tx, [userId])).includes(userId)) throw accountDisabled()
    const [locked] = await lockMany(tx, [conversationId])
    const place = locked && placeOf(locked, userId)
    if (place && !place.left_at) return new Map<string, number>()
    if (locked?.row.visibility !== 'public' || !locked.row.approval || locked.row.archived)
      throw new DomainError('not_found', 'There is no such group that one may ask to join.')
    if ((await listBanned(tx, conversationId, [userId])).length > 0)
      throw new DomainError('forbidden', 'You are banned from this group.')
    if (!(await saveRequest(tx, { conversationId, userId, text }))) return new Map<string, number>()
    const revisions = await noteRequests(tx, locked)
    const payload = { conversationId, userId, userIds: [...revisions.keys()] }
    await appendEvents(tx, [{ topic: 'join.requested.v1', key: conversationId, payload }])
    return revisions
  })
  await announceUserChange(ctx, conversationId, revisions)
}
