import { type Receipt, receiptMembersMax } from '@chatsphere/contracts'
import type { Ctx } from '../context.ts'

/** Tells the other members of a small conversation how far one has got; of the receipts within a second only the last goes out. */
export function announceReceipt(
  ctx: Pick<Ctx, 'live'>,
  input: { conversationId: string; toUserIds: readonly string[]; receipt: Receipt },
): void {
  if (input.toUserIds.length === 0 || input.toUserIds.length >= receiptMembersMax) return
  ctx.live.emitLatest(
    `receipt/${input.conversationId}/${input.receipt.userId}`,
    input.toUserIds.map((userId) => `user:${userId}` as const),
    'receipt:changed',
    { conversationId: input.conversationId, ...input.receipt },
  )
}
