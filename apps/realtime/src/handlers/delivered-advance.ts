import { advanceDelivered } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

export const handleDeliveredAdvance: Handler<'delivered:advance'> = async (ctx, socket, input) => {
  await advanceDelivered(ctx, socket.data.actor, input)
  return {}
}
