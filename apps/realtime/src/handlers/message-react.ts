import { reactToMessage } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

export const handleMessageReact: Handler<'message:react'> = (ctx, socket, input) => reactToMessage(ctx, socket.data.actor, input)
