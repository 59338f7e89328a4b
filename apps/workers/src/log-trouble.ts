import type { BusTrouble } from '@chatsphere/engines'
import type { Logger } from '@chatsphere/runtime'

/** As an error what somebody has to look after, as a warning what passes by itself. */
export function logTrouble(logger: Logger, trouble: BusTrouble): void {
  switch (trouble.kind) {
    case 'try-failed': {
      const { consumer, eventId, requestId, error } = trouble
      logger.warn({ err: error, consumer, eventId, requestId }, 'an event could not be handled; it comes again later')
      return
    }
    case 'parked': {
      const { consumer, eventId, requestId, error } = trouble
      logger.error({ err: error, consumer, eventId, requestId }, 'an event could not be handled in all its tries: a dead letter')
      return
    }
    case 'unroutable':
      logger.error({ topics: trouble.topics }, 'events reached no queue of the broker; its queues are declared again')
      return
    case 'outage':
      logger.warn({ err: trouble.error }, 'the event bus is disturbed')
      return
  }
}
