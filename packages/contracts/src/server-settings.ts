import { z } from 'zod'

export const registrations = ['open', 'closed'] as const
export const outboxRetentionDaysMax = 90

/** What admins may change while the server runs. */
const fields = {
  /** Who may make an account: everybody, or nobody. */
  registration: z.enum(registrations),
  /** How long published events stay in the outbox. */
  outboxRetentionDays: z.int().min(1).max(outboxRetentionDaysMax),
}

const serverSettings = z.object(fields)
export type ServerSettings = z.infer<typeof serverSettings>

export const defaultServerSettings: ServerSettings = { registration: 'open', outboxRetentionDays: 7 }

/** `version` is the one that the change was made on: `edit_conflict` if there is a newer one. */
export const updateServerSettingsInput = z.strictObject({ version: z.int().min(0), settings: z.strictObject(fields).partial() })
export type UpdateServerSettingsInput = z.infer<typeof updateServerSettingsInput>

export interface ServerSettingsVersion {
  version: number
  settings: ServerSettings
  /** Null: the account is gone. */
  changedBy: string | null
  changedAt: string
}

/** What holds, as version 0 where nobody has changed anything, and how it came to be, the last change first. */
export interface ServerSettingsView {
  version: number
  settings: ServerSettings
  history: ServerSettingsVersion[]
}
