import { statement, type Tx } from '@chatsphere/db'
import type { ProfileRecord } from '../users/index.ts'

/** One statement whoever is asked for, so that its time tells nothing. Indexes credential_email_key and user_username_key. */
const selectAccount = statement(
  'select-account',
  `SELECT u.id, u.username, u.display_name AS "displayName", u.avatar_colour AS "avatarColour", u.role,
          u.disabled_at AS "disabledAt", u.deleted_at AS "deletedAt", u.bio, u.pronouns, u.time_zone AS "timeZone",
          u.created_at AS "createdAt", c.email, c.email_verified_at AS "emailVerifiedAt", c.password_hash AS "passwordHash"
   FROM auth_schema.credential c JOIN user_schema."user" u ON u.id = c.user_id
   WHERE c.email = $1 OR u.username = $1`,
)

export interface Account {
  user: ProfileRecord
  email: string
  emailVerifiedAt: Date | null
  passwordHash: string
}

/** By e-mail address or username; one never looks like the other. */
export async function findAccount(tx: Tx, identifier: string): Promise<Account | undefined> {
  const [row] = await tx.query<ProfileRecord & Omit<Account, 'user'>>(selectAccount, [identifier])
  if (!row) return undefined
  const { email, emailVerifiedAt, passwordHash, ...user } = row
  return { user, email, emailVerifiedAt, passwordHash }
}
