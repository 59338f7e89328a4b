import type { MessageResult, PinInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { changeMessage, messageNotFound } from './change-message.ts'
import { notAllowed } from './locked-conversation.ts'

/** Pins a message for everybody in the conversation, or unpins it; what is so already stays so. Throws `forbidden`. */
export async function pinMessage(ctx: Ctx, actor: Actor, input: PinInput): Promise<MessageResult> {
  const { message } = await changeMessage(ctx, actor, input, ({ message, capabilities, now }) => {
    if (message.deletedAt) throw messageNotFound()
    if (!capabilities.includes('pin')) throw notAllowed()
    if (input.on === (message.pinnedAt !== null)) return null
    return {
      next: { ...message, pinnedAt: input.on ? now.toISOString() : null },
      event: { topic: 'message.pinned.v1', payload: { on: input.on } },
    }
  })
  return { message }
}
