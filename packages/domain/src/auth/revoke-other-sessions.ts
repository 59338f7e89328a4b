import type { RevokeOtherSessionsInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { cutSessions, endSessions } from './end-sessions.ts'

/** Signs out all of the actor's other devices, with `current` this one too. */
export async function revokeOtherSessions(ctx: Ctx, actor: Actor, input: RevokeOtherSessionsInput): Promise<void> {
  const which = input.current ? {} : { exceptId: actor.sessionId }
  const ended = await ctx.db.inTransaction((tx) => endSessions(tx, actor.userId, which))
  cutSessions(ctx, ended)
}
