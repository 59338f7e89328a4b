import type { Invitation } from '@chatsphere/contracts'
import { findInvitations, invitationCode } from '../auth/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { assertAdmin } from './access-account.ts'

/** The invitations to this server, the last made first, those that have ended for a month more; for admins. Throws `forbidden`. */
export async function listInvitations(ctx: AuthCtx, actor: Actor): Promise<Invitation[]> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  return findInvitations(ctx.db, invitationCode(ctx))
}
