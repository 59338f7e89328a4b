import type { Me } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { meView } from './user-view.ts'

export async function getMe(ctx: Pick<Ctx, 'db'>, actor: Actor): Promise<Me> {
  const [user, credential] = await Promise.all([
    ctx.db.prisma.user.findUniqueOrThrow({ where: { id: actor.userId } }),
    ctx.db.prisma.credential.findUniqueOrThrow({ where: { userId: actor.userId } }),
  ])
  return meView(user, credential)
}
