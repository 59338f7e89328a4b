import type { ConsumerName } from '@chatsphere/contracts'
import type { Database } from '@chatsphere/db'
import { unsafeReplayDeadLetter } from '@chatsphere/domain'
import { PostgresDeadLetters } from '@chatsphere/engines'

const deadLetters = new PostgresDeadLetters()
const pageSize = 1_000

/** In lines to be printed: the dead letters of one consumer, or of all. */
export async function describeLetters(db: Database, consumer: ConsumerName | undefined, limit: number): Promise<string[]> {
  const letters = await deadLetters.list(db, { consumer, limit })
  return [
    ...letters.flatMap((letter) => [
      `${letter.consumer} ${letter.eventId} ${letter.topic}`,
      `  parked ${letter.parkedAt} after ${letter.tries} tries: ${letter.lastError}`,
      ...(letter.requestId === null ? [] : [`  by the request ${letter.requestId}`]),
    ]),
    `${letters.length} dead letter${letters.length === 1 ? '' : 's'}`,
  ]
}

/** Puts one dead letter back, or all of a consumer. Answers how many that were. */
export async function replayLetters(db: Database, consumer: ConsumerName, eventId: string | 'all'): Promise<number> {
  const put = async (id: string) => Number(await unsafeReplayDeadLetter({ db, deadLetters }, { consumer, eventId: id }))
  if (eventId !== 'all') return put(eventId)
  for (let total = 0; ; ) {
    const letters = await deadLetters.list(db, { consumer, limit: pageSize })
    if (letters.length === 0) return total
    for (const letter of letters) total += await put(letter.eventId)
  }
}
