import type { GetUserInput, User } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { userView } from './user-view.ts'

/** The public view of anybody on this server. */
export async function getUser(ctx: Ctx, _actor: Actor, input: GetUserInput): Promise<User> {
  const user = await ctx.db.prisma.user.findUnique({ where: { id: input.userId } })
  if (!user) throw new DomainError('not_found', 'There is no such user.')
  return userView(user)
}
