import type { Tx } from '@chatsphere/db'
import type { Live, Presence } from '@chatsphere/domain'
import { sweepPresence } from '@chatsphere/engines'

/** Takes the connections of dead nodes away and tells the watchers of those who had them. Any number of workers may run it. */
export async function sweepDeadNodes(db: Tx, presence: Presence, live: Live): Promise<void> {
  const userIds = await sweepPresence(db)
  if (userIds.length === 0) return
  for (const view of await presence.of(userIds)) live.emit([`watchers:${view.userId}`], 'presence:changed', view)
}
