import { advanceRead } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

export const handleReadAdvance: Handler<'read:advance'> = async (ctx, socket, input) => {
  await advanceRead(ctx, socket.data.actor, input)
  return {}
}
