import type { Invitation, RevokeInvitationInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { findInvitations, invitationCode, saveRevoked } from '../auth/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { assertAdmin } from './access-account.ts'

/** As an admin ends an invitation: nobody registers by it from now on. Throws `forbidden` and `not_found`. */
export async function revokeInvitation(ctx: AuthCtx, actor: Actor, input: RevokeInvitationInput): Promise<Invitation> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  const { invitationId: id } = input
  return ctx.db.inTransaction(async (tx) => {
    if (await saveRevoked(tx, id)) {
      await appendEvents(tx, [{ topic: 'invitation.revoked.v1', key: id, payload: { actorId: actor.userId, invitationId: id } }])
    }
    const [invitation] = await findInvitations(tx, invitationCode(ctx), id)
    if (!invitation) throw new DomainError('not_found', 'There is no such invitation.')
    return invitation
  })
}
