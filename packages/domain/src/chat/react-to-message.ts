import { type MessageResult, type ReactInput, type Reaction, reactionEmojiMax } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { changeMessage, messageNotFound } from './change-message.ts'
import { notAllowed } from './locked-conversation.ts'

/**
 * Puts the actor's emoji on a message, or takes it off; what is so already stays so. Throws `forbidden`, and `invalid_input` for an
 * emoji beyond the most that a message carries.
 */
export async function reactToMessage(ctx: Ctx, actor: Actor, input: ReactInput): Promise<MessageResult> {
  const { message } = await changeMessage(ctx, actor, input, ({ message, capabilities }) => {
    if (message.deletedAt) throw messageNotFound()
    if (!capabilities.includes('react')) throw notAllowed()
    const reactions = input.on
      ? withReaction(message.reactions, input.emoji, actor.userId)
      : withoutReaction(message.reactions, input.emoji, actor.userId)
    if (reactions === message.reactions) return null
    return {
      next: { ...message, reactions },
      event: { topic: 'message.reacted.v1', payload: { emoji: input.emoji, on: input.on } },
    }
  })
  return { message }
}

function withReaction(reactions: Reaction[], emoji: string, userId: string): Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji)
  if (known?.userIds.includes(userId)) return reactions
  if (known) return reactions.map((reaction) => (reaction === known ? by(emoji, [...known.userIds, userId]) : reaction))
  if (reactions.length >= reactionEmojiMax) {
    throw new DomainError('invalid_input', `A message carries at most ${reactionEmojiMax} different emoji.`)
  }
  return [...reactions, by(emoji, [userId])]
}

function withoutReaction(reactions: Reaction[], emoji: string, userId: string): Reaction[] {
  const known = reactions.find((reaction) => reaction.emoji === emoji)
  if (!known?.userIds.includes(userId)) return reactions
  const left = known.userIds.filter((other) => other !== userId)
  return reactions.flatMap((reaction) => (reaction !== known ? [reaction] : left.length > 0 ? [by(emoji, left)] : []))
}

function by(emoji: string, userIds: string[]): Reaction {
  return { emoji, count: userIds.length, userIds }
}
