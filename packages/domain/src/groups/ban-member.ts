import { type BanMemberInput, maySendAway } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { accessForChange, announceMembership, announceUserChange, clockOf, notAllowed, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { isThere, saveBan } from './ban-repository.ts'
import { endMembership } from './end-membership.ts'
import { deleteRequests } from './join-request-repository.ts'
import { noteRequests } from './note-requests.ts'

/**
 * Sends somebody away, if they are here, and keeps them out until the ban is over or lifted, whatever they have asked for; an earlier ban is
 * replaced. Throws
 * `not_found`, and `forbidden` for oneself and for who stands as high as the actor.
 */
export async function banMember(ctx: Ctx, actor: Actor, input: BanMemberInput): Promise<void> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, userId, reason = '', forSeconds } = input
  const { change, revisions } = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, conversationId, 'remove_members')
    const place = placeOf(locked, userId)
    if (userId === actor.userId) throw notAllowed()
    if (!place && !(await isThere(tx, userId))) throw new DomainError('not_found', 'There is no such user.')
    const isHere = place !== undefined && place.left_at === null
    if (isHere && !maySendAway(locked.place.role, place.role)) throw notAllowed()
    const expiresAt = forSeconds === undefined ? null : new Date(clockOf(locked).getTime() + forSeconds * 1_000)
    await saveBan(tx, { conversationId, userId, reason, bannedBy: actor.userId, expiresAt })
    await appendEvents(tx, [
      {
        topic: 'member.banned.v1',
        key: conversationId,
        payload: { conversationId, actorId: actor.userId, userId, reason, expiresAt: expiresAt?.toISOString() ?? null },
      },
    ])
    if (isHere) return { change: await endMembership(tx, locked, actor, { userId, banned: true }) }
    const waited = await deleteRequests(tx, conversationId, [userId])
    return waited.length > 0 ? { revisions: await noteRequests(tx, locked) } : {}
  })
  if (change) await announceMembership(ctx, change)
  if (revisions) await announceUserChange(ctx, conversationId, revisions)
}
