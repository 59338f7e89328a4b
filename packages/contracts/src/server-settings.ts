import { z } from 'zod'
import { bodyCodePointsMax } from './primitives.ts'

export const registrations = ['open', 'invitation', 'closed'] as const
export const outboxRetentionDaysMax = 90

const count = (max: number) => z.int().min(1).max(max)

/** What admins may change while the server runs. */
const fields = {
  /** Who may make an account: everybody, whoever has an invitation to the server, or nobody. */
  registration: z.enum(registrations),
  /** Whether somebody may write whose address is not confirmed. */
  unverifiedMayWrite: z.boolean(),
  /** In code points. What was stored before stays as it is. */
  messageLengthMax: count(bodyCodePointsMax),
  /** Of one account at one process. */
  messagesPerTenSeconds: count(10_000),
  /** From one address. */
  registrationsPerHour: count(10_000),
  /** With a wrong password, of one account. */
  signInTriesPerQuarterHour: count(1_000),
  /** How long published events stay in the outbox. */
  outboxRetentionDays: count(outboxRetentionDaysMax),
}

const serverSettings = z.object(fields)
export type ServerSettings = z.infer<typeof serverSettings>

export const defaultServerSettings: ServerSettings = {
  registration: 'open',
  unverifiedMayWrite: true,
  messageLengthMax: bodyCodePointsMax,
  messagesPerTenSeconds: 600,
  registrationsPerHour: 20,
  signInTriesPerQuarterHour: 10,
  outboxRetentionDays: 7,
}

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
