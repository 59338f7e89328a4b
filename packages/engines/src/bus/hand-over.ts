import type { DomainEvent } from '@chatsphere/contracts'
import { type EventHandler, toErrorView } from '@chatsphere/domain'

interface FailedEvent {
  readonly event: DomainEvent
  readonly error: unknown
}

/**
 * Hands events over together and, when that fails, one by one: one that cannot be handled fails alone. Answers those that failed
 * alone. Rejects with an outage as soon as there is one: nothing is known about the events then, so none of them has had a try.
 */
export async function handOver(handle: EventHandler, events: readonly DomainEvent[]): Promise<FailedEvent[]> {
  try {
    await handle(events)
    return []
  } catch (error) {
    if (isOutage(error)) throw error
    if (events.length === 1) return events.map((event) => ({ event, error }))
  }
  const failed: FailedEvent[] = []
  for (const event of events) failed.push(...(await handOver(handle, [event])))
  return failed
}

/** Something that a handler needs is away: whatever event came now would fail. */
function isOutage(error: unknown): boolean {
  return toErrorView(error).code === 'unavailable'
}
