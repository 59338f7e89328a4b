import { deleteMessage } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

export const handleMessageDelete: Handler<'message:delete'> = (ctx, socket, input) => deleteMessage(ctx, socket.data.actor, input)
