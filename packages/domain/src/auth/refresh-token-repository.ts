import { statement, type Tx } from '@chatsphere/db'

/** Parallel refreshes of one token queue up here; the session row is locked too, against a revocation at the same moment. */
const selectTokenForUpdate = statement(
  'lock-refresh-token',
  `SELECT t.session_id AS "sessionId", s.user_id AS "userId", t.expires_at AS "expiresAt", t.used_at AS "usedAt",
          s.revoked_at AS "revokedAt", s.expires_at AS "sessionExpiresAt", u.disabled_at AS "disabledAt"
   FROM auth_schema.refresh_token t
   JOIN auth_schema.session s ON s.id = t.session_id
   JOIN user_schema."user" u ON u.id = s.user_id
   WHERE t.hash = $1
   FOR NO KEY UPDATE OF t, s`,
)

export interface LockedToken {
  sessionId: string
  userId: string
  expiresAt: Date
  usedAt: Date | null
  revokedAt: Date | null
  sessionExpiresAt: Date
  disabledAt: Date | null
}

export async function lockToken(tx: Tx, hash: Uint8Array): Promise<LockedToken | undefined> {
  const [token] = await tx.query<LockedToken>(selectTokenForUpdate, [hash])
  return token
}
