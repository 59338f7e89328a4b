import { appendEvents } from '../append-events.ts'
import type { Actor, Ctx } from '../context.ts'

/** Signs out: the session is revoked, its tokens work no more, and its sockets are cut on every node. Repeating it is harmless. */
export async function endSession(ctx: Ctx, actor: Actor): Promise<void> {
  await ctx.db.inPrismaTransaction(async (tx) => {
    const { count } = await tx.prisma.session.updateMany({
      where: { id: actor.sessionId, revokedAt: null },
      data: { revokedAt: ctx.now() },
    })
    if (count === 0) return
    await appendEvents(tx, [
      { topic: 'session.ended.v1', key: actor.userId, payload: { userId: actor.userId, sessionId: actor.sessionId } },
    ])
  })
  ctx.live.endSession(actor.sessionId)
}
