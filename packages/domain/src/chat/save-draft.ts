import type { SaveDraftInput, SaveDraftResult } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { changeOwnPart } from './change-own-part.ts'
import { findDraft, storeDraft } from './draft-repository.ts'

/**
 * Keeps what the actor began to write, for all their devices; the last one that saves wins. A blank body removes it. The same again
 * changes nothing. Answers from which user revision on the actor's summaries have it. Throws `not_found` unless the actor is a member.
 */
export async function saveDraft(ctx: Ctx, actor: Actor, input: SaveDraftInput): Promise<SaveDraftResult> {
  await ctx.limits.consume('changePerAccount', actor.userId)
  const { conversationId, body, replyTo = null } = input
  const { userId } = actor
  const draft = body.trim() === '' && replyTo === null ? null : { body, replyTo }
  const summary = await changeOwnPart(ctx, actor, conversationId, async (tx, _participant, revise) => {
    const stored = (await findDraft(tx, conversationId, userId)) ?? null
    if (stored?.body === draft?.body && stored?.replyTo === draft?.replyTo) return null
    await storeDraft(tx, { conversationId, userId, userRevision: await revise() }, draft)
    return { topic: 'draft.saved.v1', key: conversationId, payload: { conversationId, userId, userIds: [userId] } }
  })
  return { userRevision: summary?.userRevision ?? 0 }
}
