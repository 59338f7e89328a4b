import type { CreateInviteInput, GroupInvite } from '@chatsphere/contracts'
import { uuidv7 } from 'uuidv7'
import { appendEvents } from '../append-events.ts'
import { hashSecretToken } from '../auth/index.ts'
import { accessForChange } from '../chat/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { inviteCode } from './invite-code.ts'
import { findInvites, saveInvite } from './invite-repository.ts'

/**
 * Makes a link that lets people in, which ends with the right of whoever made it. The same id again answers the invitation that is there
 * and changes nothing. Throws `not_found`, and `forbidden` without `add_members`.
 */
export async function createInvite(ctx: AuthCtx, actor: Actor, input: CreateInviteInput): Promise<GroupInvite> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { id = uuidv7(), conversationId, ...rest } = input
  const codeOf = inviteCode(ctx, conversationId)
  return ctx.db.inTransaction(async (tx) => {
    await accessForChange(tx, actor, conversationId, 'add_members')
    const codeHash = hashSecretToken(codeOf(id))
    if (await saveInvite(tx, { conversationId, id, codeHash, createdBy: actor.userId, ...rest })) {
      const payload = { conversationId, actorId: actor.userId, inviteId: id }
      await appendEvents(tx, [{ topic: 'group_invite.created.v1', key: conversationId, payload }])
    }
    const [invite] = await findInvites(tx, conversationId, { id }, codeOf)
    if (!invite) throw new Error('The invitation was made, or was there')
    return invite
  })
}
