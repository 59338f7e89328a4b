import type { DomainEvent } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import type { EventBus } from '@chatsphere/domain'
import { claimUnpublished, releaseClaimed, savePublished } from './outbox-repository.ts'

const claimMax = 500

/**
 * Carries what is in the outbox to the bus until nothing is left, and answers how much that was. Killed between publish and mark
 * it publishes again, which the inbox absorbs; no transaction is open while the bus works. See docs/subsystems/events.md.
 */
export async function relayOutbox(
  db: Tx,
  bus: Pick<EventBus, 'publish'>,
  onPublished?: (events: readonly DomainEvent[]) => void,
): Promise<number> {
  for (let total = 0; ; ) {
    const events = await claimUnpublished(db, claimMax)
    if (events.length === 0) return total
    const ids = events.map((event) => event.id)
    try {
      await bus.publish(events)
    } catch (error) {
      await releaseClaimed(db, ids)
      throw error
    }
    await savePublished(db, ids)
    onPublished?.(events)
    total += events.length
  }
}
