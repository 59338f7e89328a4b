import { watchPresence } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

const roomPrefix = 'watchers:'

/** Replaces what the socket watches. It joins before it reads, so that no change falls between. */
export const handlePresenceWatch: Handler<'presence:watch'> = async (ctx, socket, input) => {
  const allowed = await watchPresence(ctx, socket.data.actor, input)
  const wanted = new Set(allowed.map((view) => `${roomPrefix}${view.userId}`))
  for (const room of socket.rooms) {
    if (room.startsWith(roomPrefix) && !wanted.has(room)) await socket.leave(room)
  }
  if (wanted.size === 0) return { presence: [] }
  await socket.join([...wanted])
  return { presence: await ctx.presence.of(allowed.map((view) => view.userId)) }
}
