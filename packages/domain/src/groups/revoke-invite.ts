import type { GroupInvite, RevokeInviteInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { accessForChange, capabilitiesIn } from '../chat/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { inviteCode } from './invite-code.ts'
import { findInvites, saveInviteRevoked } from './invite-repository.ts'

/** Ends a link: nobody comes in by it from now on. One's own; who may send people away ends everybody's. Throws `not_found`. */
export async function revokeInvite(ctx: AuthCtx, actor: Actor, input: RevokeInviteInput): Promise<GroupInvite> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, inviteId: id } = input
  const find = inviteCode(ctx, conversationId)
  return ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, conversationId)
    const seesAll = capabilitiesIn(locked, locked.place).includes('remove_members')
    const which = { id, ...(!seesAll && { createdBy: actor.userId }) }
    const [known] = await findInvites(tx, conversationId, which, find)
    if (!known) throw new DomainError('not_found', 'There is no such invitation.')
    if (!(await saveInviteRevoked(tx, conversationId, id))) return known
    const payload = { conversationId, actorId: actor.userId, inviteId: id }
    await appendEvents(tx, [{ topic: 'group_invite.revoked.v1', key: conversationId, payload }])
    const [revoked = known] = await findInvites(tx, conversationId, which, find)
    return revoked
  })
}
