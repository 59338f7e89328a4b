import type { SearchUsersInput, UserPage } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { findUsersByName } from './user-repository.ts'
import { userView } from './user-view.ts'

/** Finds people by the beginning of any part of their names, and by what resembles it (a typo). Without oneself and disabled accounts. */
export async function searchUsers(ctx: Ctx, actor: Actor, input: SearchUsersInput): Promise<UserPage> {
  await ctx.limits.consume('searchPerAccount', actor.userId)
  const limit = input.limit ?? 20
  const offset = Number(input.cursor ?? 0)
  const query = input.query.replace(/^@/, '').toLowerCase()
  if (query === '') return { users: [], nextCursor: null }
  const found = await ctx.db.inTransaction((tx) =>
    findUsersByName(tx, { query, exceptUserId: actor.userId, limit: limit + 1, offset }),
  )
  return {
    users: found.slice(0, limit).map(userView),
    nextCursor: found.length > limit ? String(offset + limit) : null,
  }
}
