import type { SendInput, SendManyInput, SendResult } from '@chatsphere/contracts'
import type { Actor, ChatCtx } from '../context.ts'

/**
 * Stores a message and answers after its commit. The same id again, from anywhere and at any time, answers what was stored
 * (`duplicate: true`) and changes nothing. Throws `not_found`, `forbidden`, `id_conflict`, `rate_limited` (nothing stored) or
 * `unavailable` (unknown: repeat with the same id).
 */
export async function sendMessage(ctx: ChatCtx, actor: Actor, input: SendInput): Promise<SendResult> {
  const { conversationId, ...message } = input
  const [result] = await sendMessages(ctx, actor, { conversationId, messages: [message] })
  if (!result) throw new Error('A send answers every message')
  return result
}

/** The same for an ordered array: stored whole, in its order and without others between, or not at all. */
export async function sendMessages(ctx: ChatCtx, actor: Actor, input: SendManyInput): Promise<SendResult[]> {
  await ctx.limits.consume('sendPerAccount', actor.userId, input.messages.length)
  return ctx.sends.send({ authorId: actor.userId, conversationId: input.conversationId, messages: input.messages })
}
