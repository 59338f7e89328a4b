import type { Invitation } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'

interface InvitationRow extends Omit<Invitation, 'code' | 'createdAt' | 'expiresAt' | 'revokedAt'> {
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly revokedAt: Date | null
  readonly isOpen: boolean
}

/** SQL: whether an invitation, to the server or to a group, still lets people in. */
export const isOpen = (invitation: string) => `(${invitation}.revoked_at IS NULL
     AND (${invitation}.expires_at IS NULL OR ${invitation}.expires_at > clock_timestamp())
     AND (${invitation}.uses_max IS NULL OR ${invitation}.uses < ${invitation}.uses_max))`

const columns = `i.id, u.username AS "createdBy", i.created_at AS "createdAt", i.expires_at AS "expiresAt", i.uses_max AS "usesMax", i.uses,
  i.revoked_at AS "revokedAt", ${isOpen('i')} AS "isOpen"`

/** Few rows: they are removed a month after their end. */
const selectInvitations = statement(
  'select-invitations',
  `SELECT ${columns} FROM auth_schema.registration_invitation i LEFT JOIN user_schema."user" u ON u.id = i.created_by
   WHERE $1::uuid IS NULL OR i.id = $1
   ORDER BY i.created_at DESC, i.id LIMIT 200`,
)

const insertInvitation = statement(
  'insert-invitation',
  `INSERT INTO auth_schema.registration_invitation (id, code_hash, created_by, expires_at, uses_max)
   VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4::float8), $5)
   ON CONFLICT (id) DO NOTHING RETURNING id`,
)

/** By the unique key. Whoever uses the last of it at the same moment waits for the other, and sees then that there is none left. */
const takeUse = statement(
  'use-invitation',
  `UPDATE auth_schema.registration_invitation AS i SET uses = i.uses + 1 WHERE i.code_hash = $1 AND ${isOpen('i')} RETURNING i.id`,
)

const endInvitation = statement(
  'revoke-invitation',
  `UPDATE auth_schema.registration_invitation SET revoked_at = clock_timestamp() WHERE id = $1 AND revoked_at IS NULL RETURNING id`,
)

/** The last made first; `codeOf` is asked for those that are open. */
export async function findInvitations(tx: Tx, codeOf: (id: string) => string, id?: string): Promise<Invitation[]> {
  const rows = await tx.query<InvitationRow>(selectInvitations, [id ?? null])
  return rows.map(({ isOpen, createdAt, expiresAt, revokedAt, ...rest }) => ({
    ...rest,
    code: isOpen ? codeOf(rest.id) : null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  }))
}

/** False: this id is there already. */
export async function saveInvitation(
  tx: Tx,
  invitation: {
    id: string
    codeHash: Uint8Array
    createdBy: string
    expiresInSeconds?: number | undefined
    usesMax?: number | undefined
  },
): Promise<boolean> {
  const { id, codeHash, createdBy, expiresInSeconds = null, usesMax = null } = invitation
  return (await tx.query(insertInvitation, [id, codeHash, createdBy, expiresInSeconds, usesMax])).length > 0
}

/** Uses an open invitation once, in the caller's transaction, and answers its id; null: there is no such one. */
export async function takeInvitation(tx: Tx, codeHash: Uint8Array): Promise<string | null> {
  const [row] = await tx.query<{ id: string }>(takeUse, [codeHash])
  return row?.id ?? null
}

/** False: it was revoked before, or there is none. */
export async function saveRevoked(tx: Tx, id: string): Promise<boolean> {
  return (await tx.query(endInvitation, [id])).length > 0
}
