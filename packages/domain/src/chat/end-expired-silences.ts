import { appendEvents } from '../append-events.ts'
import type { Ctx } from '../context.ts'
import { advanceUserStates } from '../users/index.ts'
import { announceUserChange } from './announce-user-change.ts'
import { lockOverSilences, saveSilence } from './participant-repository.ts'

const atOnce = 200

/**
 * Tells those whose time of silence is over, each as a change of their own. Any number of workers may run it: each silence is ended once. It
 * may be late, since whoever writes is asked for the time itself.
 */
export async function endExpiredSilences(ctx: Pick<Ctx, 'db' | 'live'>): Promise<void> {
  for (let isMore = true; isMore; ) {
    const ended = await ctx.db.inTransaction(async (tx) => {
      const over = await lockOverSilences(tx, atOnce)
      const revisions =
        over.length > 0
          ? await advanceUserStates(
              tx,
              over.map(({ userId }) => userId),
            )
          : new Map<string, number>()
      const ended = over.map((place) => ({ ...place, userRevision: revisions.get(place.userId) ?? 0 }))
      for (const { conversationId, ...member } of ended) await saveSilence(tx, conversationId, { ...member, until: null })
      await appendEvents(
        tx,
        over.map(({ conversationId, userId }) => ({
          topic: 'member.silenced.v1',
          key: conversationId,
          payload: { conversationId, actorId: null, userId, userIds: [userId], until: null },
        })),
      )
      return ended
    })
    isMore = ended.length > 0
    for (const { conversationId, userId, userRevision } of ended)
      await announceUserChange(ctx, conversationId, new Map([[userId, userRevision]]))
  }
}
