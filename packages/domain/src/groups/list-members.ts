import type { GroupMembersInput, MemberPage } from '@chatsphere/contracts'
import { accessConversation } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { findMembers } from './group-repository.ts'

const limitDefault = 50

/** Who is part of a conversation of one's own, the highest roles first; of a query those whose names contain it. Throws `not_found`. */
export async function listMembers(ctx: Ctx, actor: Actor, input: GroupMembersInput): Promise<MemberPage> {
  await accessConversation(ctx.db, actor, input.conversationId)
  const limit = input.limit ?? limitDefault
  const offset = Number(input.cursor ?? 0)
  const found = await findMembers(ctx.db, { ...input, limit: limit + 1, offset })
  return { members: found.slice(0, limit), nextCursor: found.length > limit ? String(offset + limit) : null }
}
