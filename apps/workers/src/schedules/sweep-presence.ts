import type { Live } from '@chatsphere/domain'
import { sweepPresence } from '@chatsphere/engines'

/** Takes the connections of dead nodes away and says whose those were. Any number of workers may run it. */
export async function sweepDeadNodes(
  engine: Parameters<typeof sweepPresence>[0],
  live: Pick<Live, 'announcePresence'>,
): Promise<void> {
  live.announcePresence(await sweepPresence(engine))
}
