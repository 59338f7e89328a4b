import { appendEvents } from '../append-events.ts'
import type { Actor, Ctx } from '../context.ts'
import { revokeSession } from './session-repository.ts'

/** Signs out: the session is revoked, its tokens work no more, and its sockets are cut on every node. Repeating it is harmless. */
export async function endSession(ctx: Ctx, session: Pick<Actor, 'userId' | 'sessionId'>): Promise<void> {
  const { userId, sessionId } = session
  await ctx.db.inTransaction(async (tx) => {
    if (!(await revokeSession(tx, sessionId))) return
    await appendEvents(tx, [{ topic: 'session.ended.v1', key: userId, payload: { userId, sessionId } }])
  })
  ctx.live.endSession(sessionId)
}
