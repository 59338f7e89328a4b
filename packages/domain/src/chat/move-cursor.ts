import type { Conversation } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import type { Actor, Ctx } from '../context.ts'
import { advanceUserStates } from '../users/index.ts'
import { conversationNotFound } from './access-conversation.ts'
import { announceReceipt } from './announce-receipt.ts'
import { getEpoch, listSummaries } from './conversation-repository.ts'
import { lockParticipants, type ParticipantRow, saveCursor } from './participant-repository.ts'

export interface Cursor {
  version: number
  position: number
}

interface Moved {
  userRevision: number
  epoch: string
  summary: Conversation
  receipt: { readPosition: number; deliveredPosition: number }
}

/**
 * Moves the actor's read cursor to where `next` says, and tells the actor's devices and the other members. `next` sees the
 * locked row and answers null to leave it: then nothing is written. Throws `not_found` unless the actor is a member.
 */
export async function moveCursor(
  ctx: Ctx,
  actor: Actor,
  conversationId: string,
  next: (stored: ParticipantRow) => Cursor | null,
): Promise<void> {
  const moved = await ctx.db.inTransaction(async (tx): Promise<Moved | null> => {
    const [participant] = await lockParticipants(tx, actor.userId, [conversationId])
    if (!participant) throw conversationNotFound()
    const cursor = next(participant)
    return cursor && write(tx, actor, conversationId, cursor)
  })
  if (!moved) return
  ctx.live.emit([`user:${actor.userId}`], 'user:changed', {
    from: moved.userRevision - 1,
    through: moved.userRevision,
    conversations: [moved.summary],
    removed: [],
    epoch: moved.epoch,
  })
  announceReceipt(ctx, {
    conversationId,
    toUserIds: moved.summary.receipts.map((other) => other.userId),
    receipt: { userId: actor.userId, ...moved.receipt },
  })
}

async function write(tx: Tx, actor: Actor, conversationId: string, cursor: Cursor): Promise<Moved> {
  const userRevision = (await advanceUserStates(tx, [actor.userId])).get(actor.userId) ?? 0
  const receipt = await saveCursor(tx, { conversationId, userId: actor.userId, ...cursor, userRevision })
  await appendEvents(tx, [
    {
      topic: 'cursor.moved.v1',
      key: conversationId,
      payload: {
        conversationId,
        userId: actor.userId,
        readVersion: cursor.version,
        readPosition: cursor.position,
        userRevision,
      },
    },
  ])
  const [summary] = await listSummaries(tx, actor.userId, [conversationId])
  if (!summary) throw conversationNotFound()
  return { userRevision, summary, receipt, epoch: await getEpoch(tx) }
}
