import type { Tx } from '@chatsphere/db'
import type { Ctx } from '../context.ts'
import { getEpoch, listSummaries } from './conversation-repository.ts'

/**
 * After the commit that took these user revisions: tells each user's own devices. An error here loses nothing:
 * the gap shows at the next change or head, and the client syncs.
 */
export async function announceUserChange(
  ctx: Ctx,
  conversationId: string,
  userRevisions: ReadonlyMap<string, number>,
  tx: Tx = ctx.db,
): Promise<void> {
  const epoch = await getEpoch(tx)
  for (const [userId, revision] of userRevisions) {
    const conversations = await listSummaries(tx, userId, [conversationId])
    ctx.live.emit([`user:${userId}`], 'user:changed', {
      from: revision - 1,
      through: revision,
      conversations,
      removed: [],
      epoch,
    })
  }
}
