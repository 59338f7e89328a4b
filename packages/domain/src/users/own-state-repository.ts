import { defaultSettings, type GlobalRole, type OwnState, type OwnStatus, type Settings } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { settingOf } from '../server-settings/index.ts'
import { mayWrite } from './may-write-repository.ts'
import { type ProfileRecord, profileView } from './user-view.ts'

/** By primary keys. */
const selectOwn = statement(
  'select-own-state',
  `SELECT u.id, u.username, u.display_name AS "displayName", u.avatar_colour AS "avatarColour", u.disabled_at AS "disabledAt",
          u.deleted_at AS "deletedAt", u.role, u.bio, u.pronouns, u.time_zone AS "timeZone", u.created_at AS "createdAt",
          own.settings, ${mayWrite('u.id')} AS "mayWrite", ${settingOf('messageLengthMax')} AS "lengthMax", chosen.status, chosen.emoji, chosen.text, chosen.expires_at AS "expiresAt"
   FROM user_schema."user" u
   JOIN user_schema.user_state own ON own.user_id = u.id
   LEFT JOIN presence_schema.status chosen
     ON chosen.user_id = u.id AND (chosen.expires_at IS NULL OR chosen.expires_at > clock_timestamp())
   WHERE u.id = $1`,
)

type OwnRow = ProfileRecord & {
  settings: Partial<Settings>
  mayWrite: boolean
  lengthMax: number
  status: OwnStatus['status'] | null
  emoji: string | null
  text: string | null
  expiresAt: Date | null
}

/** All that belongs to one user beside conversations. */
export async function getOwnState(tx: Tx, userId: string): Promise<OwnState> {
  const [row] = await tx.query<OwnRow>(selectOwn, [userId])
  if (!row) throw new Error('The user is not there')
  const { status, emoji, text, expiresAt, mayWrite: allowed, lengthMax } = row
  return {
    account: { ...profileView(row), role: row.role as GlobalRole },
    settings: { ...defaultSettings, ...row.settings },
    writing: { allowed, lengthMax },
    status: { status: status ?? 'online', emoji, text, expiresAt: expiresAt?.toISOString() ?? null },
  }
}
