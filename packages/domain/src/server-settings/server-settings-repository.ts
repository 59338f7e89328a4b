import { defaultServerSettings, type ServerSettings } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

export interface StoredVersion {
  readonly version: number
  /** A version that is older than a setting does not have it. */
  readonly settings: Partial<ServerSettings>
  readonly changedBy: string | null
  readonly changedAt: Date
}

/** Backwards along the primary key. */
const selectVersions = statement(
  'select-server-settings',
  `SELECT s.version, s.settings, u.username AS "changedBy", s.changed_at AS "changedAt"
   FROM event_schema.server_settings s LEFT JOIN user_schema."user" u ON u.id = s.changed_by
   ORDER BY s.version DESC LIMIT $1`,
)

const selectLast = statement(
  'select-last-server-settings',
  'SELECT settings FROM event_schema.server_settings ORDER BY version DESC LIMIT 1',
)

/** Of two that make the same version one waits for the other, and then makes nothing. */
const insertVersion = statement(
  'insert-server-settings',
  `INSERT INTO event_schema.server_settings (version, settings, changed_by) VALUES ($1, $2::jsonb, $3)
   ON CONFLICT (version) DO NOTHING RETURNING version`,
)

/**
 * SQL of one setting as it holds when the statement runs. It names no column of the statement around it, so that PostgreSQL reads it once,
 * however many rows there are.
 */
export function settingOf(name: 'messageLengthMax' | 'unverifiedMayWrite'): string {
  const ofNobody = defaultServerSettings[name]
  return `(SELECT coalesce((SELECT (held.settings->'${name}')::${typeof ofNobody === 'number' ? 'int' : 'boolean'}
     FROM event_schema.server_settings held ORDER BY held.version DESC LIMIT 1), ${ofNobody}))`
}

export function findVersions(tx: Tx, limit: number): Promise<StoredVersion[]> {
  return tx.query<StoredVersion>(selectVersions, [limit])
}

export async function findLastSettings(tx: Tx): Promise<Partial<ServerSettings>> {
  const [last] = await tx.query<Pick<StoredVersion, 'settings'>>(selectLast)
  return last?.settings ?? {}
}

/** False: the version is there already. */
export async function saveVersion(tx: Tx, version: number, settings: ServerSettings, changedBy: string): Promise<boolean> {
  return (await tx.query(insertVersion, [version, JSON.stringify(settings), changedBy])).length > 0
}
