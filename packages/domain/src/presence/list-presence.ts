import type { PresenceView, WatchInput } from '@chatsphere/contracts'
import type { Actor, PresenceCtx } from '../context.ts'
import { viewPresence } from './view-presence.ts'

/** The presence of those asked for who share a conversation with the actor; nobody learns anything of the others. */
export async function listPresence(ctx: PresenceCtx, actor: Actor, input: WatchInput): Promise<PresenceView[]> {
  await ctx.limits.consume('watchPerAccount', actor.userId)
  const seen = await viewPresence(
    ctx,
    [...new Set(input.userIds)].map((userId) => ({ viewerId: actor.userId, userId })),
  )
  return seen.map(({ view }) => view)
}
