import type { Handler } from './handler.ts'

/** Of this one connection; the person is away when all of theirs are idle. */
export const handlePresenceIdle: Handler<'presence:idle'> = async (ctx, socket, input) => {
  ctx.presenceKeeper.idle(socket.id, input.idle)
  return {}
}
