import { editMessage } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

export const handleMessageEdit: Handler<'message:edit'> = (ctx, socket, input) => editMessage(ctx, socket.data.actor, input)
