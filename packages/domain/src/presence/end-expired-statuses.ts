import { appendEvents } from '../append-events.ts'
import { getEpoch } from '../chat/index.ts'
import type { Ctx } from '../context.ts'
import { advanceUserStates, announceOwnState } from '../users/index.ts'
import { endStatuses } from './status-repository.ts'

const atOnce = 200

/**
 * Ends the statuses that are over, each as a change of its own, and tells the devices of those whose they were and whoever watches them.
 * Any number of workers may run it: each status is ended once. Nobody was shown it after its time, so that it may be late.
 */
export async function endExpiredStatuses(ctx: Pick<Ctx, 'db' | 'live'>): Promise<void> {
  for (let ended = atOnce; ended === atOnce; ) {
    const { revisions, epoch } = await ctx.db.inTransaction(async (tx) => {
      const userIds = await endStatuses(tx, atOnce)
      const revisions = userIds.length > 0 ? await advanceUserStates(tx, userIds) : new Map<string, number>()
      await appendEvents(
        tx,
        userIds.map((userId) => ({ topic: 'status.changed.v1', key: userId, payload: { userId, userIds: [userId] } })),
      )
      return { revisions, epoch: await getEpoch(tx) }
    })
    ended = revisions.size
    ctx.live.announcePresence([...revisions.keys()])
    for (const [userId, revision] of revisions) await announceOwnState(ctx, { userId, revision, epoch })
  }
}
