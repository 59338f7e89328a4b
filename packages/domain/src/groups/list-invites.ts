import type { GroupInvite, InvitesInput } from '@chatsphere/contracts'
import { accessForChange, capabilitiesIn } from '../chat/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { inviteCode } from './invite-code.ts'
import { findInvites } from './invite-repository.ts'

/** One's own links into a group, for who may send people away everybody's; the last made first. Throws `not_found` and `forbidden`. */
export function listInvites(ctx: AuthCtx, actor: Actor, { conversationId }: InvitesInput): Promise<{ invites: GroupInvite[] }> {
  return ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, conversationId, 'add_members')
    const seesAll = capabilitiesIn(locked, locked.place).includes('remove_members')
    const which = seesAll ? {} : { createdBy: actor.userId }
    return { invites: await findInvites(tx, conversationId, which, inviteCode(ctx, conversationId)) }
  })
}
