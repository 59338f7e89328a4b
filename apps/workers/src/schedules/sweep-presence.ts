import type { Tx } from '@chatsphere/db'
import type { Live } from '@chatsphere/domain'
import { sweepPresence } from '@chatsphere/engines'

/** Takes the connections of dead nodes away and says whose those were. Any number of workers may run it. */
export async function sweepDeadNodes(db: Tx, live: Pick<Live, 'announcePresence'>): Promise<void> {
  live.announcePresence(await sweepPresence(db))
}
