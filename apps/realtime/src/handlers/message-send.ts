import { sendMessage, sendMessages } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

export const handleMessageSend: Handler<'message:send'> = async (ctx, socket, input) =>
  'messages' in input
    ? { results: await sendMessages(ctx, socket.data.actor, input) }
    : sendMessage(ctx, socket.data.actor, input)
