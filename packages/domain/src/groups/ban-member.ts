import { type BanMemberInput, maySendAway } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { accessForChange, announceMembership, clockOf, notAllowed, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { isThere, saveBan } from './ban-repository.ts'
import { endMembership } from './end-membership.ts'

/**
 * Sends somebody away, if they are here, and keeps them out until the ban is over or lifted; an earlier ban is replaced. Throws
 * `not_found`, and `forbidden` for oneself and for who stands as high as the actor.
 */
export async function banMember(ctx: Ctx, actor: Actor, input: BanMemberInput): Promise<void> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, userId, reason = '', forSeconds } = input
  const change = await ctx.db.inTransaction(async (tx) => {
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
    return isHere ? endMembership(tx, locked, actor, { userId, banned: true }) : null
  })
  if (change) await announceMembership(ctx, change)
}
