import { syncChat } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

export const handleSync: Handler<'sync'> = (ctx, socket, input) => syncChat(ctx, socket.data.actor, input)
