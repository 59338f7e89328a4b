import { setTyping } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

export const handleTypingSet: Handler<'typing:set'> = async (ctx, socket, input) => {
  await setTyping(ctx, socket.data.actor, input)
  return {}
}
