import type { User } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { userView } from '../users/index.ts'

/** Whom the actor has blocked, the last one first. */
export async function listBlocked(ctx: Ctx, actor: Actor): Promise<User[]> {
  const blocks = await ctx.db.prisma.block.findMany({ where: { userId: actor.userId }, orderBy: { createdAt: 'desc' } })
  const users = await ctx.db.prisma.user.findMany({ where: { id: { in: blocks.map(({ blockedId }) => blockedId) } } })
  const byId = new Map(users.map((user) => [user.id, user]))
  return blocks.flatMap(({ blockedId }) => byId.get(blockedId) ?? []).map(userView)
}
