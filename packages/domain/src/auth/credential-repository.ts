import { statement, type Tx } from '@chatsphere/db'

/** After user_state in the lock order, before one-time tokens and sessions. */
const lock = statement(
  'lock-credential',
  `SELECT email, email_verified_at AS "emailVerifiedAt", password_hash AS "passwordHash"
   FROM auth_schema.credential WHERE user_id = $1 FOR NO KEY UPDATE`,
)

/** Many may hold it at once; who changes it waits for them, and they for who is changing it. */
const hold = statement('hold-credential', 'SELECT password_hash FROM auth_schema.credential WHERE user_id = $1 FOR SHARE')

export interface LockedCredential {
  email: string
  emailVerifiedAt: Date | null
  passwordHash: string
}

/** Undefined for an account that was deleted. */
export async function lockCredential(tx: Tx, userId: string): Promise<LockedCredential | undefined> {
  const [row] = await tx.query<LockedCredential>(lock, [userId])
  return row
}

/** Whether this is the account's password still; it stays so until the transaction ends. */
export async function holdPassword(tx: Tx, userId: string, passwordHash: string): Promise<boolean> {
  const [row] = await tx.query<{ password_hash: string }>(hold, [userId])
  return row?.password_hash === passwordHash
}
