import type { InvitePreview, PreviewInviteInput } from '@chatsphere/contracts'
import { listSummaries } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { listUsers } from '../users/index.ts'
import { readInviteCode } from './invite-code.ts'
import { findOpenInvite } from './invite-repository.ts'

/** What a link leads to, before one comes in. Throws `invalid_token` for one that has ended or never was. */
export async function previewInvite(ctx: Ctx, actor: Actor, { code }: PreviewInviteInput): Promise<InvitePreview> {
  await ctx.limits.consume('searchPerAccount', actor.userId)
  const { conversationId, codeHash } = readInviteCode(code)
  const invite = await findOpenInvite(ctx.db, conversationId, codeHash)
  if (!invite) throw inviteOver()
  // As whoever invites sees it: without the right to let people in the link is worth nothing.
  const [seen] = await listSummaries(ctx.db, invite.createdBy, [conversationId])
  const [invitedBy] = await listUsers(ctx, actor, { userIds: [invite.createdBy] })
  if (!invitedBy || invitedBy.disabled || !seen?.capabilities.includes('add_members')) throw inviteOver()
  const [own] = await listSummaries(ctx.db, actor.userId, [conversationId])
  const { id, kind, name, topic, description, emoji, visibility, memberCount } = seen
  return { group: { id, kind, name, topic, description, emoji, visibility, memberCount, joined: own !== undefined }, invitedBy }
}

/** The same for every reason, so that nothing can be learned of a group by trying. */
export function inviteOver(): DomainError {
  return new DomainError('invalid_token', 'This invitation has ended, or there is no such one.')
}
