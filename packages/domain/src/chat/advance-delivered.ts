import type { DeliveredInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { announceReceipt } from './announce-receipt.ts'
import { listMemberIds, lockParticipants, saveDelivered } from './participant-repository.ts'

/**
 * Notes how far messages have reached one of the actor's devices. Only grows, clamped to the head; entries of conversations
 * that the actor is not part of, or where somebody has blocked the other, are left out. A receipt, not a change of anything: it takes no revision and makes no event.
 */
export async function advanceDelivered(ctx: Ctx, actor: Actor, input: DeliveredInput): Promise<void> {
  const wanted = new Map(input.map((entry) => [entry.conversationId, entry.position]))
  const { grown, members } = await ctx.db.inTransaction(async (tx) => {
    const participants = await lockParticipants(tx, actor.userId, [...wanted.keys()])
    const grown = participants
      .map((row) => ({
        conversationId: row.conversation_id,
        readPosition: row.read_position_max,
        before: row.delivered_position,
        position: Math.min(wanted.get(row.conversation_id) ?? 0, row.last_position),
      }))
      .filter((entry) => entry.position > entry.before)
    if (grown.length === 0) return { grown, members: new Map<string, string[]>() }
    const saved = await saveDelivered(tx, actor.userId, grown)
    return { grown: grown.filter((entry) => saved.has(entry.conversationId)), members: await listMemberIds(tx, [...saved]) }
  })
  for (const entry of grown) {
    const others = (members.get(entry.conversationId) ?? []).filter((userId) => userId !== actor.userId)
    announceReceipt(ctx, {
      conversationId: entry.conversationId,
      toUserIds: others,
      receipt: { userId: actor.userId, readPosition: entry.readPosition, deliveredPosition: entry.position },
    })
  }
}
