import type { ListUsersInput, User } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { userView } from './user-view.ts'

/** What is shown of these people everywhere, such as the authors of a group's messages; who does not exist is left out. */
export async function listUsers(ctx: Ctx, _actor: Actor, input: ListUsersInput): Promise<User[]> {
  const users = await ctx.db.prisma.user.findMany({ where: { id: { in: input.userIds } } })
  return users.map(userView)
}
