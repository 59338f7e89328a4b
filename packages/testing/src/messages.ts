import type { Message } from '@chatsphere/contracts'
import { type Actor, sendMessage } from '@chatsphere/domain'
import { uuidv7 } from 'uuidv7'
import type { TestCtx } from './context.ts'

/** Sends a new message and answers it as it was stored. */
export async function sendNew(
  ctx: Pick<TestCtx, 'db' | 'live' | 'limits' | 'now' | 'sends'>,
  actor: Actor,
  conversationId: string,
  body = 'a message',
): Promise<Message> {
  const result = await sendMessage(ctx, actor, { conversationId, id: uuidv7(), body })
  if (result.duplicate) throw new Error('A new id cannot be there already')
  return result.message
}
