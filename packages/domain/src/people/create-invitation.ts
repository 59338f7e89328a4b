import type { CreateInvitationInput, Invitation } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { findInvitations, hashSecretToken, invitationCode, saveInvitation } from '../auth/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { assertAdmin } from './access-account.ts'

/**
 * As an admin makes a link that lets people register. The same id again answers the invitation that is there and changes nothing. Throws
 * `forbidden`.
 */
export async function createInvitation(ctx: AuthCtx, actor: Actor, input: CreateInvitationInput): Promise<Invitation> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  const { id, ...rest } = input
  const codeOf = invitationCode(ctx)
  return ctx.db.inTransaction(async (tx) => {
    const codeHash = hashSecretToken(codeOf(id))
    if (await saveInvitation(tx, { id, codeHash, createdBy: actor.userId, ...rest })) {
      await appendEvents(tx, [{ topic: 'invitation.created.v1', key: id, payload: { actorId: actor.userId, invitationId: id } }])
    }
    const [invitation] = await findInvitations(tx, codeOf, id)
    if (!invitation) throw new Error('The invitation was made, or was there')
    return invitation
  })
}
