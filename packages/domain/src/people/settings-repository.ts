import type { Settings } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

/** By the primary key; the row that the next revision is taken from. */
const lock = statement('lock-settings', 'SELECT settings FROM user_schema.user_state WHERE user_id = $1 FOR NO KEY UPDATE')

const update = statement('update-settings', 'UPDATE user_schema.user_state SET settings = $2::jsonb WHERE user_id = $1')

/** What differs from the defaults. */
export async function lockSettings(tx: Tx, userId: string): Promise<Partial<Settings>> {
  const [row] = await tx.query<{ settings: Partial<Settings> }>(lock, [userId])
  return row?.settings ?? {}
}

export async function saveSettings(tx: Tx, userId: string, settings: Partial<Settings>): Promise<void> {
  await tx.query(update, [userId, JSON.stringify(settings)])
}
