import type { AcceptInviteInput, Conversation } from '@chatsphere/contracts'
import { announceMembership, capabilitiesIn, type LockedConversation, lockMany, placeOf } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { accountDisabled, holdEnabledUsers } from '../users/index.ts'
import { enter } from './enter.ts'
import { getSummary } from './get-summary.ts'
import { readInviteCode } from './invite-code.ts'
import { findOpenInvite, saveUse } from './invite-repository.ts'
import { inviteOver } from './preview-invite.ts'

/**
 * Becomes a member by a link; who is one already stays as they are, and uses nothing of it. Of an invitation with a maximum exactly so many
 * come in, whoever is faster. Throws `invalid_token` for one that has ended or never was, and `forbidden` for who is banned.
 */
export async function acceptInvite(ctx: Ctx, actor: Actor, { code }: AcceptInviteInput): Promise<Conversation> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, codeHash } = readInviteCode(code)
  const change = await ctx.db.inTransaction(async (tx) => {
    // People before conversations: that is the order of the locks.
    const enabledIds = await holdEnabledUsers(tx, [actor.userId])
    if (!enabledIds.includes(actor.userId)) throw accountDisabled()
    const [locked] = await lockMany(tx, [conversationId])
    const place = locked && placeOf(locked, actor.userId)
    if (place && !place.left_at) return null
    const invite = await findOpenInvite(tx, conversationId, codeHash)
    if (!locked || !invite || !mayInvite(locked, invite.createdBy)) throw inviteOver()
    await saveUse(tx, conversationId, invite.id)
    return enter(tx, locked, actor, { inviteId: invite.id })
  })
  if (change) await announceMembership(ctx, change)
  return getSummary(ctx, actor, conversationId)
}

function mayInvite(locked: LockedConversation, userId: string): boolean {
  const place = placeOf(locked, userId)
  return place !== undefined && !place.disabled && capabilitiesIn(locked, place).includes('add_members')
}
