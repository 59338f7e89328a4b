import { defaultServerSettings, type ServerSettings } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { findLastSettings } from './server-settings-repository.ts'

/** What holds at this moment, for every process. It asks the database: statements of the path of a message read what they need with `settingOf`. */
export async function getServerSettings(tx: Tx): Promise<ServerSettings> {
  return { ...defaultServerSettings, ...(await findLastSettings(tx)) }
}
