import type { DiscoverGroupsInput, PublicGroupPage } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { findPublic } from './group-repository.ts'

const limitDefault = 50

/** The groups that anybody may join, by name; of a query those whose names or topics contain it. */
export async function discoverGroups(ctx: Ctx, actor: Actor, input: DiscoverGroupsInput): Promise<PublicGroupPage> {
  await ctx.limits.consume('searchPerAccount', actor.userId)
  const limit = input.limit ?? limitDefault
  const offset = Number(input.cursor ?? 0)
  const found = await findPublic(ctx.db, { userId: actor.userId, query: input.query, limit: limit + 1, offset })
  return { groups: found.slice(0, limit), nextCursor: found.length > limit ? String(offset + limit) : null }
}
