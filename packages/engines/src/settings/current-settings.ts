import { defaultServerSettings, type ServerSettings } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { getServerSettings } from '@chatsphere/domain'

export interface CurrentServerSettings {
  /** What holds, or held less than two seconds ago. Rejects only where it was never read. */
  get(): Promise<ServerSettings>
}

const freshMs = 1_000
const usableMs = 2_000

/**
 * The settings of the server for what happens all the time: never older than two seconds, and read at most once a second, by whoever asks.
 * A copy of up to a second is answered as it is; one of up to two is too, and read anew behind that; an older one is waited for. While the
 * database does not answer, what was read last holds: to go on with it is safer than to stop.
 */
export function createCurrentSettings(db: Tx, now: () => number = () => performance.now()): CurrentServerSettings {
  let settings = defaultServerSettings
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<ServerSettings> | undefined
  const read = async () => {
    const askedAt = now()
    try {
      settings = await getServerSettings(db)
      readAt = askedAt
    } catch (error) {
      if (readAt === Number.NEGATIVE_INFINITY) throw error
      // Asked again in a second: nobody waits each time for a database that is away.
      readAt = now()
    } finally {
      reading = undefined
    }
    return settings
  }
  return {
    async get() {
      const ageMs = now() - readAt
      if (ageMs < freshMs) return settings
      reading ??= read()
      if (ageMs >= usableMs) return reading
      reading.catch(() => undefined)
      return settings
    },
  }
}
