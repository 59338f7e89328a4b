import type { GlobalRole } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

export interface SessionRow {
  id: string
  user_id: string
  kind: 'browser' | 'program'
  last_used_at: Date
  expires_at: Date
  revoked_at: Date | null
  role: GlobalRole
  disabled_at: Date | null
}

/** By primary keys; takes no lock. */
const selectSession = statement(
  'select-session',
  `SELECT s.id, s.user_id, s.kind, s.last_used_at, s.expires_at, s.revoked_at, u.role, u.disabled_at
   FROM auth_schema.session s JOIN user_schema."user" u ON u.id = s.user_id
   WHERE s.id = $1`,
)

/** Indexes session_revoked_at_idx and user_disabled_at_idx. The clock is the database's, since other machines wrote the times. */
const selectEnded = statement(
  'select-ended-sessions',
  `SELECT id FROM auth_schema.session WHERE revoked_at > clock_timestamp() - make_interval(secs => $1)
   UNION ALL
   SELECT s.id FROM user_schema."user" u JOIN auth_schema.session s ON s.user_id = u.id
   WHERE u.disabled_at > clock_timestamp() - make_interval(secs => $1)`,
)

/** By the clock of the database, which the nodes ask by. */
const updateRevoked = statement(
  'revoke-session',
  'UPDATE auth_schema.session SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL RETURNING id',
)

/** Index session_user_id_idx. By the clock of the database, which the nodes ask by. */
const updateAllRevoked = statement(
  'revoke-sessions',
  `UPDATE auth_schema.session SET revoked_at = clock_timestamp()
   WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp() AND ($2::uuid IS NULL OR id = $2::uuid)
     AND ($3::uuid IS NULL OR id <> $3::uuid)
   RETURNING id`,
)

/** Index session_user_id_idx; the last used first. */
const selectOwn = statement(
  'select-own-sessions',
  `SELECT id, kind, user_agent, address, created_at, last_used_at FROM auth_schema.session
   WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > clock_timestamp() ORDER BY last_used_at DESC, id`,
)

export interface OwnSessionRow {
  id: string
  kind: 'browser' | 'program'
  user_agent: string
  address: string
  created_at: Date
  last_used_at: Date
}

export function listOwnSessions(tx: Tx, userId: string): Promise<OwnSessionRow[]> {
  return tx.query<OwnSessionRow>(selectOwn, [userId])
}

/** False: it was revoked before. */
export async function revokeSession(tx: Tx, sessionId: string): Promise<boolean> {
  const rows = await tx.query(updateRevoked, [sessionId])
  return rows.length === 1
}

/** Those that were alive. */
export async function revokeSessions(tx: Tx, userId: string, which: { onlyId?: string; exceptId?: string }): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(updateAllRevoked, [userId, which.onlyId ?? null, which.exceptId ?? null])
  return rows.map((row) => row.id)
}

const updateLastUsed = statement(
  'update-session-last-used',
  'UPDATE auth_schema.session SET last_used_at = clock_timestamp() WHERE id = $1',
)

export async function saveSessionUse(tx: Tx, sessionId: string): Promise<void> {
  await tx.query(updateLastUsed, [sessionId])
}

export async function findSession(tx: Tx, sessionId: string): Promise<SessionRow | undefined> {
  const [row] = await tx.query<SessionRow>(selectSession, [sessionId])
  return row
}

/**
 * The sessions that were revoked, or whose account was disabled, within the last `seconds`, for nodes to cut their sockets even when a
 * kick was lost.
 */
export async function listEndedSessions(tx: Tx, seconds: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(selectEnded, [seconds])
  return rows.map((row) => row.id)
}
