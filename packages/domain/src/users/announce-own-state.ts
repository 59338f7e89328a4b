import type { Ctx } from '../context.ts'
import { getOwnState } from './own-state-repository.ts'

/**
 * After the commit that took this user revision: tells the user's own devices. An error here loses nothing: the gap shows at the next
 * change or head, and the client syncs.
 */
export async function announceOwnState(
  ctx: Pick<Ctx, 'db' | 'live'>,
  change: { userId: string; revision: number; epoch: string },
): Promise<void> {
  const { userId, revision, epoch } = change
  const own = await getOwnState(ctx.db, userId)
  ctx.live.emit([`user:${userId}`], 'user:changed', {
    from: revision - 1,
    through: revision,
    conversations: [],
    removed: [],
    own,
    epoch,
  })
}
