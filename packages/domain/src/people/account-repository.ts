import type { Account, GlobalRole, ListAccountsInput } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { type UserRecord, userView } from '../users/index.ts'

export interface LockedAccount {
  id: string
  role: GlobalRole
  disabledAt: Date | null
  deletedAt: Date | null
}

/**
 * One account and every admin who can act, in the order of the ids, first in the lock order. Of two who take the power of two admins the
 * second waits, and then sees the rows as the first has left them. Index user_admin_idx.
 */
const lock = statement(
  'lock-account-and-admins',
  `SELECT id, role, disabled_at AS "disabledAt", deleted_at AS "deletedAt" FROM user_schema."user"
   WHERE id = $1 OR (role = 'admin' AND disabled_at IS NULL) ORDER BY id FOR NO KEY UPDATE`,
)

/** The account and the ids of the admins who can act, itself among them if it is one. */
export async function lockAccount(
  tx: Tx,
  userId: string,
): Promise<{ account: LockedAccount | undefined; adminIds: readonly string[] }> {
  const rows = await tx.query<LockedAccount>(lock, [userId])
  const adminIds = rows.filter((row) => row.role === 'admin' && row.disabledAt === null).map((row) => row.id)
  return { account: rows.find((row) => row.id === userId), adminIds }
}

/** By the clock of the database, which the nodes ask by for whom to cut. */
const disable = statement('disable-user', 'UPDATE user_schema."user" SET disabled_at = clock_timestamp() WHERE id = $1')

const enable = statement('enable-user', 'UPDATE user_schema."user" SET disabled_at = NULL WHERE id = $1')

/** What is left of a deleted account: nothing of the person but that there was one. */
const bury = statement(
  'bury-user',
  `UPDATE user_schema."user" SET
     username = $2, display_name = $3, bio = '', pronouns = '', time_zone = NULL, avatar_colour = NULL, role = 'user',
     disabled_at = coalesce(disabled_at, clock_timestamp()), deleted_at = clock_timestamp()
   WHERE id = $1`,
)

export async function saveDisabled(tx: Tx, userId: string, disabled: boolean): Promise<void> {
  await tx.query(disabled ? disable : enable, [userId])
}

export async function saveTombstone(tx: Tx, userId: string, names: { username: string; displayName: string }): Promise<void> {
  await tx.query(bury, [userId, names.username, names.displayName])
}

/** The newest first: ids are made in the order of time. Indexes user_pkey, credential_pkey, session_user_id_idx. */
const selectAccounts = statement(
  'select-accounts',
  `SELECT u.id, u.username, u.display_name AS "displayName", u.avatar_colour AS "avatarColour", u.role,
          u.disabled_at AS "disabledAt", u.deleted_at AS "deletedAt", u.created_at AS "createdAt",
          c.email, c.email_verified_at AS "emailVerifiedAt", used.last_used_at AS "lastUsedAt", used.sessions
   FROM user_schema."user" u
   LEFT JOIN auth_schema.credential c ON c.user_id = u.id
   CROSS JOIN LATERAL (
     SELECT max(s.last_used_at) AS last_used_at,
            count(*) FILTER (WHERE s.revoked_at IS NULL AND s.expires_at > clock_timestamp()) AS sessions
     FROM auth_schema.session s WHERE s.user_id = u.id
   ) AS used
   WHERE ($1::uuid IS NULL OR u.id = $1::uuid)
     AND ($2::uuid IS NULL OR u.id < $2::uuid)
     AND ($3::text IS NULL OR u.search_text LIKE $3::text OR c.email LIKE $3::text)
     AND ($4::text IS NULL OR u.role = $4::text)
     AND ($5::text IS NULL OR $5::text = CASE
       WHEN u.deleted_at IS NOT NULL THEN 'deleted' WHEN u.disabled_at IS NOT NULL THEN 'disabled' ELSE 'active' END)
   ORDER BY u.id DESC LIMIT $6`,
)

type AccountRow = UserRecord & {
  role: GlobalRole
  createdAt: Date
  email: string | null
  emailVerifiedAt: Date | null
  lastUsedAt: Date | null
  sessions: number
}

function accountView(row: AccountRow): Account {
  return {
    ...userView(row),
    email: row.email,
    emailVerified: row.emailVerifiedAt !== null,
    role: row.role,
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    sessions: row.sessions,
  }
}

export async function findAccounts(
  tx: Tx,
  wanted: Pick<ListAccountsInput, 'query' | 'role' | 'state' | 'cursor'> & { limit: number },
): Promise<Account[]> {
  const { query, role = null, state = null, cursor = null, limit } = wanted
  const pattern = query ? `%${query.toLowerCase().replace(/[\\%_]/g, (character) => `\\${character}`)}%` : null
  const rows = await tx.query<AccountRow>(selectAccounts, [null, cursor, pattern, role, state, limit])
  return rows.map(accountView)
}

export async function getAccount(tx: Tx, userId: string): Promise<Account> {
  const [row] = await tx.query<AccountRow>(selectAccounts, [userId, null, null, null, null, 1])
  if (!row) throw new Error('The account is not there')
  return accountView(row)
}
