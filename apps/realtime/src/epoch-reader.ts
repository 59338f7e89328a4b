import type { Database } from '@chatsphere/db'
import { getEpoch } from '@chatsphere/domain'

/** The epoch for live events, read again at most every 10 s: it changes only with the database's history. */
export function createEpochReader(db: Database): () => Promise<string> {
  const lifetimeMs = 10_000
  let epoch: Promise<string> | undefined
  let readAt = 0
  return () => {
    const now = performance.now()
    if (!epoch || now - readAt > lifetimeMs) {
      readAt = now
      const reading = getEpoch(db)
      epoch = reading
      reading.catch(() => {
        if (epoch === reading) epoch = undefined
      })
    }
    return epoch
  }
}
