import type { RealtimeToken } from '@chatsphere/contracts'
import type { Actor, AuthCtx } from '../context.ts'

/** A short-lived token for the socket of a browser, whose cookie is out of its scripts' reach. */
export async function issueRealtimeToken(ctx: AuthCtx, actor: Actor): Promise<RealtimeToken> {
  const { token, expiresAt } = await ctx.tokens.sign('realtime', actor)
  return { token, expiresAt: expiresAt.toISOString() }
}
