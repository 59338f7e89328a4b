import { appendEvents } from '../append-events.ts'
import type { Actor, Ctx } from '../context.ts'
import { revokeSession } from './session-repository.ts'

/** Signs out: the session is revoked, its tokens work no more, and its sockets are cut on every node. Repeating it is harmless. */
export async function endSession(ctx: Ctx, actor: Actor): Promise<void> {
  await ctx.db.inTransaction(async (tx) => {
    if (!(await revokeSession(tx, actor.sessionId))) return
    await appendEvents(tx, [
      { topic: 'session.ended.v1', key: actor.userId, payload: { userId: actor.userId, sessionId: actor.sessionId } },
    ])
  })
  ctx.live.endSession(actor.sessionId)
}
