import type { Conversation } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { Ctx } from '../context.ts'
import { getEpoch, listSummaries } from './conversation-repository.ts'

/**
 * After the commit that took these user revisions: tells each user's own devices. An error here loses nothing:
 * the gap shows at the next change or head, and the client syncs.
 */
export async function announceUserChange(
  ctx: Pick<Ctx, 'db' | 'live'>,
  conversationId: string,
  userRevisions: ReadonlyMap<string, number>,
  tx: Tx = ctx.db,
): Promise<void> {
  if (userRevisions.size === 0) return
  const epoch = await getEpoch(tx)
  for (const [userId, revision] of userRevisions) {
    tell(ctx, userId, { revision, epoch, conversations: await listSummaries(tx, userId, [conversationId]), removed: [] })
  }
}

/** The same for those who are no longer part of the conversation. */
export async function announceUserRemoval(
  ctx: Ctx,
  conversationId: string,
  userRevisions: ReadonlyMap<string, number>,
): Promise<void> {
  if (userRevisions.size === 0) return
  const epoch = await getEpoch(ctx.db)
  for (const [userId, revision] of userRevisions) {
    tell(ctx, userId, { revision, epoch, conversations: [], removed: [conversationId] })
  }
}

function tell(
  ctx: Pick<Ctx, 'live'>,
  userId: string,
  change: { revision: number; epoch: string; conversations: Conversation[]; removed: string[] },
): void {
  const { revision, ...rest } = change
  ctx.live.emit([`user:${userId}`], 'user:changed', { from: revision - 1, through: revision, ...rest })
}
