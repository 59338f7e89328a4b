import { defaultServerSettings, type ServerSettings } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { findLastSettings } from './server-settings-repository.ts'

/** What holds at this moment, for every process. Never on the path of a message: it asks the database. */
export async function getServerSettings(tx: Tx): Promise<ServerSettings> {
  return { ...defaultServerSettings, ...(await findLastSettings(tx)) }
}
