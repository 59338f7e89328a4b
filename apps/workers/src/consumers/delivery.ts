import { domainEvents } from '@chatsphere/contracts'
import { type Database, markHandled } from '@chatsphere/db'
import { type EventHandler, type Live, listMemberIds } from '@chatsphere/domain'

/**
 * The second way of a message to the screens: after the commit, and whatever became of the first emit, the nodes hear how far
 * each conversation has got, once per batch and conversation. They pass it on only where their own emit is behind.
 */
export function createDeliveryConsumer(db: Database, live: Live): EventHandler {
  return async (events) => {
    const { heads, members } = await db.inTransaction(async (tx) => {
      const handled = await markHandled(
        tx,
        'delivery',
        events.map((event) => event.id),
      )
      const heads = new Map<string, number>()
      for (const event of events) {
        const change = domainEvents[event.topic].parse(event.payload)
        if (!handled.has(event.id) || !('revision' in change)) continue
        heads.set(change.conversationId, Math.max(change.revision, heads.get(change.conversationId) ?? 0))
      }
      return { heads, members: heads.size > 0 ? await listMemberIds(tx, [...heads.keys()]) : new Map<string, string[]>() }
    })
    if (heads.size === 0) return
    live.announceHeads(
      [...heads].map(([conversationId, revision]) => ({
        conversationId,
        revision,
        userIds: members.get(conversationId) ?? [],
      })),
    )
  }
}
