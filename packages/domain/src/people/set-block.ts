import type { PrismaTx } from '@chatsphere/db'
import { announcePerson, changePerson } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { lockUser } from '../users/index.ts'

/**
 * Writes or removes a block, with all that follows from it; as it is already, nothing. From the commit on no message of either is stored in
 * their conversation. Both are told that its capabilities changed, only the actor why.
 */
export async function setBlock(
  ctx: Ctx,
  actor: Actor,
  input: { userId: string; on: boolean },
  check: (tx: PrismaTx) => Promise<void> = async () => undefined,
): Promise<void> {
  await ctx.limits.consume('blockPerAccount', actor.userId)
  const { userId: blockedId, on } = input
  const { userId } = actor
  const change = await ctx.db.inPrismaTransaction(async (tx) => {
    // What the same person decides on two devices at once happens one after the other.
    await lockUser(tx, userId)
    await check(tx)
    const key = { userId, blockedId }
    if ((await tx.prisma.block.count({ where: key })) === (on ? 1 : 0)) return null
    const change = await changePerson(tx, userId, {
      touchesRight: true,
      peerId: blockedId,
      eventOf: (userIds) => ({ topic: 'user.blocked.v1', key: userId, payload: { userId, userIds, blockedId, on } }),
    })
    if (on) await tx.prisma.block.create({ data: key })
    else await tx.prisma.block.delete({ where: { userId_blockedId: key } })
    return change
  })
  if (change) await announcePerson(ctx, change)
}
