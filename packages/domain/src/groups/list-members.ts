import type { GroupMembersInput, MemberPage } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { getSummary } from './get-summary.ts'
import { findMembers } from './group-repository.ts'

const limitDefault = 50

/**
 * Who is part of a conversation of one's own, the highest roles first; of a query those whose names contain it. Who may say
 * nothing is told to whoever could change that. Throws `not_found`.
 */
export async function listMembers(ctx: Ctx, actor: Actor, input: GroupMembersInput): Promise<MemberPage> {
  const { capabilities } = await getSummary(ctx, actor, input.conversationId)
  const limit = input.limit ?? limitDefault
  const offset = Number(input.cursor ?? 0)
  const found = await findMembers(ctx.db, { ...input, limit: limit + 1, offset })
  const maySilence = capabilities.includes('remove_members')
  const members = found.slice(0, limit).map((member) => (maySilence ? member : { ...member, silencedUntil: null }))
  return { members, nextCursor: found.length > limit ? String(offset + limit) : null }
}
