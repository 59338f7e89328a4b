import type { Actor, Ctx } from '../context.ts'
import { announceReceipt } from './announce-receipt.ts'
import { changeOwnPart } from './change-own-part.ts'
import { type ParticipantRow, saveCursor } from './participant-repository.ts'

export interface Cursor {
  version: number
  position: number
}

/**
 * Moves the actor's read cursor to where `next` says, and tells the actor's devices and the other members; of the latter nobody where one of
 * two people has blocked the other. `next` sees the locked row and answers null to leave it: then nothing is written. Throws `not_found` unless the actor is a member.
 */
export async function moveCursor(
  ctx: Ctx,
  actor: Actor,
  conversationId: string,
  next: (stored: ParticipantRow) => Cursor | null,
): Promise<void> {
  const { userId } = actor
  const seen: { receipt: Awaited<ReturnType<typeof saveCursor>> } = { receipt: null }
  const summary = await changeOwnPart(ctx, actor, conversationId, async (tx, participant, revise) => {
    const cursor = next(participant)
    if (!cursor) return null
    const userRevision = await revise()
    seen.receipt = await saveCursor(tx, { conversationId, userId, ...cursor, userRevision })
    const { version: readVersion, position: readPosition } = cursor
    const payload = { conversationId, userId, readVersion, readPosition, userRevision }
    return { topic: 'cursor.moved.v1', key: conversationId, payload }
  })
  if (!summary || !seen.receipt) return
  announceReceipt(ctx, {
    conversationId,
    toUserIds: summary.receipts.map((other) => other.userId),
    receipt: { userId, ...seen.receipt },
  })
}
