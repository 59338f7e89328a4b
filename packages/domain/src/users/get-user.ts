import type { GetUserInput, ProfileView } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { profileView } from './user-view.ts'

/** The profile of anybody on this server. */
export async function getUser(ctx: Ctx, actor: Actor, input: GetUserInput): Promise<ProfileView> {
  const user = await ctx.db.prisma.user.findUnique({ where: { id: input.userId } })
  if (!user) throw new DomainError('not_found', 'There is no such user.')
  const blocked = await ctx.db.prisma.block.count({ where: { userId: actor.userId, blockedId: user.id } })
  return { ...profileView(user), blocked: blocked > 0 }
}
