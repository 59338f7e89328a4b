import { maySendAway, type SilenceMemberInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { accessForChange, announceUserChange, clockOf, notAllowed, placeOf, silence } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'

/**
 * Keeps a member from writing for a time, or lets them write again; from the commit on. Nothing is said in the group, only they are told.
 * Throws `not_found`, and `forbidden` for oneself and for who stands as high as the actor.
 */
export async function silenceMember(ctx: Ctx, actor: Actor, input: SilenceMemberInput): Promise<void> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, userId, forSeconds } = input
  const revisions = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, conversationId, 'remove_members')
    const place = placeOf(locked, userId)
    if (!place || place.left_at) throw new DomainError('not_found', 'They are not part of this group.')
    if (place === locked.place || !maySendAway(locked.place.role, place.role)) throw notAllowed()
    if (forSeconds === null && !place.silenced) return new Map<string, number>()
    const until = forSeconds === null ? null : new Date(clockOf(locked).getTime() + forSeconds * 1_000)
    const revisions = await silence(tx, locked, userId, until)
    await appendEvents(tx, [
      {
        topic: 'member.silenced.v1',
        key: conversationId,
        payload: { conversationId, actorId: actor.userId, userId, userIds: [userId], until: until?.toISOString() ?? null },
      },
    ])
    return revisions
  })
  await announceUserChange(ctx, conversationId, revisions)
}
