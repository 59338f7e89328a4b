import type { Conversation, OpenDirectInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { accountDisabled, advanceUserStates, holdEnabledUsers, isBlocked } from '../users/index.ts'
import { announceUserChange } from './announce-user-change.ts'
import { insertDirect, listSummaries } from './conversation-repository.ts'
import { directConversationId } from './direct-id.ts'
import { insertPair } from './participant-repository.ts'

/**
 * Answers the one conversation of the pair, made at the first call of either. However many call at once, one makes it.
 * Throws `not_found` for a person who is not there or whose account is disabled, `forbidden` where one
 * of the two has blocked the other. Both people are held meanwhile: neither changes in a way that the conversation shows, unseen by it.
 */
export async function openDirect(ctx: Ctx, actor: Actor, input: OpenDirectInput): Promise<Conversation> {
  if (input.userId === actor.userId) throw new DomainError('invalid_input', 'A direct conversation needs another person.')
  await ctx.limits.consume('openDirectPerAccount', actor.userId)
  const conversationId = directConversationId(actor.userId, input.userId)
  const [existing] = await listSummaries(ctx.db, actor.userId, [conversationId])
  if (existing) return existing

  const userIds = [actor.userId, input.userId]
  const opened = await ctx.db.inTransaction(async (tx) => {
    const enabledIds = await holdEnabledUsers(tx, userIds)
    if (!enabledIds.includes(actor.userId)) throw accountDisabled()
    if (!enabledIds.includes(input.userId)) throw new DomainError('not_found', 'There is no such user.')
    if (await isBlocked(tx, actor.userId, input.userId)) throw new DomainError('forbidden', 'You cannot write to this person.')
    if (!(await insertDirect(tx, conversationId))) return null
    const userRevisions = await advanceUserStates(tx, userIds)
    await insertPair(tx, conversationId, userRevisions)
    await appendEvents(tx, [{ topic: 'conversation.opened.v1', key: conversationId, payload: { conversationId, userIds } }])
    return userRevisions
  })
  if (opened) await announceUserChange(ctx, conversationId, opened)
  const [conversation] = await listSummaries(ctx.db, actor.userId, [conversationId])
  if (!conversation) throw new Error('A direct conversation is opened for good')
  return conversation
}
