import { statement, type Tx } from '@chatsphere/db'
import type { UserRecord } from '../users/index.ts'

/** One statement whoever is asked for, so that its time tells nothing. Indexes credential_email_key and user_username_key. */
const selectAccount = statement(
  'select-account',
  `SELECT u.id, u.username, u.display_name AS "displayName", u.role, u.disabled_at AS "disabledAt",
          c.email, c.password_hash AS "passwordHash"
   FROM auth_schema.credential c JOIN user_schema."user" u ON u.id = c.user_id
   WHERE c.email = $1 OR u.username = $1`,
)

export interface Account {
  user: UserRecord
  email: string
  passwordHash: string
}

/** By e-mail address or username; one never looks like the other. */
export async function findAccount(tx: Tx, identifier: string): Promise<Account | undefined> {
  const [row] = await tx.query<UserRecord & { email: string; passwordHash: string }>(selectAccount, [identifier])
  if (!row) return undefined
  const { email, passwordHash, ...user } = row
  return { user, email, passwordHash }
}
