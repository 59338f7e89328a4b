import type { Conversation } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents, type NewEvent } from '../append-events.ts'
import type { Actor, Ctx } from '../context.ts'
import { advanceUserStates } from '../users/index.ts'
import { conversationNotFound } from './access-conversation.ts'
import { getEpoch, listSummaries } from './conversation-repository.ts'
import { lockParticipants, type ParticipantRow } from './participant-repository.ts'

/**
 * Changes what only the actor sees of a conversation, and tells the actor's devices after the commit. `change` sees the locked row; it
 * answers null to leave everything as it is, or writes under the user revision that `revise` gives and answers the event of the change.
 * Throws `not_found` unless the actor is a member. Answers the summary as it is now, null if nothing changed.
 */
export async function changeOwnPart(
  ctx: Ctx,
  actor: Actor,
  conversationId: string,
  change: (tx: Tx, stored: ParticipantRow, revise: () => Promise<number>) => Promise<NewEvent | null>,
): Promise<Conversation | null> {
  const changed = await ctx.db.inTransaction(async (tx) => {
    const [participant] = await lockParticipants(tx, actor.userId, [conversationId])
    if (!participant) throw conversationNotFound()
    let userRevision = 0
    const event = await change(tx, participant, async () => {
      userRevision = (await advanceUserStates(tx, [actor.userId])).get(actor.userId) ?? 0
      return userRevision
    })
    if (!event) return null
    await appendEvents(tx, [event])
    const [summary] = await listSummaries(tx, actor.userId, [conversationId])
    if (!summary) throw conversationNotFound()
    return { userRevision, summary, epoch: await getEpoch(tx) }
  })
  if (!changed) return null
  const { userRevision, summary, epoch } = changed
  ctx.live.emit([`user:${actor.userId}`], 'user:changed', {
    from: userRevision - 1,
    through: userRevision,
    conversations: [summary],
    removed: [],
    epoch,
  })
  return summary
}
