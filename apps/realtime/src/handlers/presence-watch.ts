import type { Handler } from './handler.ts'

/** Replaces what the socket watches. */
export const handlePresenceWatch: Handler<'presence:watch'> = async (ctx, socket, input) => {
  const { userId } = socket.data.actor
  await ctx.limits.consume('watchPerAccount', userId)
  // One that has closed meanwhile would be watching for ever.
  if (!socket.connected) return { presence: [] }
  return { presence: await ctx.presenceWatchers.watch(socket.id, userId, input.userIds) }
}
