import type { Handler } from './handler.ts'

/** Replaces what the socket watches. One that has closed meanwhile would be watching for ever. */
export const handlePresenceWatch: Handler<'presence:watch'> = async (ctx, socket, input) => {
  if (!socket.connected) return { presence: [] }
  return { presence: await ctx.presenceWatchers.watch(socket.id, socket.data.actor.userId, input.userIds) }
}
