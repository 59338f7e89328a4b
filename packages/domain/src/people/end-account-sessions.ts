import type { EndAccountSessionsInput } from '@chatsphere/contracts'
import { cutSessions, endSessions } from '../auth/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { accessAccountAsAdmin, assertAdmin } from './access-account.ts'

/** As an admin signs somebody out, on one device or on all; what is not theirs or has ended stays as it is. Throws `forbidden`, `not_found`. */
export async function endAccountSessions(ctx: Ctx, actor: Actor, input: EndAccountSessionsInput): Promise<void> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  const { userId, sessionId } = input
  const ended = await ctx.db.inTransaction(async (tx) => {
    await accessAccountAsAdmin(tx, actor, userId)
    return endSessions(tx, userId, sessionId === undefined ? {} : { onlyId: sessionId })
  })
  cutSessions(ctx, ended)
}
