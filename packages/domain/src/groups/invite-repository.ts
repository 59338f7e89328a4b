import type { GroupInvite } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { isOpen } from '../auth/index.ts'
import { type UserRecord, userView } from '../users/index.ts'

const invitesMax = 200

/** By the primary key's first column. */
const selectInvites = statement(
  'select-group-invitations',
  `SELECT i.id AS "inviteId", i.created_at AS "createdAt", i.expires_at AS "expiresAt", i.uses_max AS "maxUses", i.uses,
          i.revoked_at AS "revokedAt", ${isOpen('i')} AS "isOpen", u.id, u.username, u.display_name AS "displayName",
          u.avatar_colour AS "avatarColour", u.disabled_at AS "disabledAt", u.deleted_at AS "deletedAt"
   FROM chat_schema.group_invitation i LEFT JOIN user_schema."user" u ON u.id = i.created_by
   WHERE i.conversation_id = $1 AND ($2::uuid IS NULL OR i.id = $2) AND ($3::uuid IS NULL OR i.created_by = $3)
   ORDER BY i.created_at DESC, i.id LIMIT ${invitesMax}`,
)

const insertInvite = statement(
  'insert-group-invitation',
  `INSERT INTO chat_schema.group_invitation (conversation_id, id, code_hash, created_by, expires_at, uses_max)
   VALUES ($1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5::float8), $6)
   ON CONFLICT (conversation_id, id) DO NOTHING RETURNING id`,
)

/** By the unique key. */
const selectOpen = statement(
  'select-open-group-invitation',
  `SELECT i.id, i.created_by AS "createdBy" FROM chat_schema.group_invitation i
   WHERE i.conversation_id = $1 AND i.code_hash = $2 AND ${isOpen('i')}`,
)

const countUse = statement(
  'use-group-invitation',
  'UPDATE chat_schema.group_invitation SET uses = uses + 1 WHERE conversation_id = $1 AND id = $2',
)

const endInvite = statement(
  'revoke-group-invitation',
  `UPDATE chat_schema.group_invitation SET revoked_at = clock_timestamp()
   WHERE conversation_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING id`,
)

type InviteRow = Omit<GroupInvite, 'id' | 'code' | 'createdBy' | 'createdAt' | 'expiresAt' | 'revokedAt'> & {
  inviteId: string
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  isOpen: boolean
} & (UserRecord | { id: null })

/** The last made first: one of them, those of one person, or all; `codeOf` is asked for those that are open. */
export async function findInvites(
  tx: Tx,
  conversationId: string,
  which: { id?: string; createdBy?: string },
  codeOf: (id: string) => string,
): Promise<GroupInvite[]> {
  const rows = await tx.query<InviteRow>(selectInvites, [conversationId, which.id ?? null, which.createdBy ?? null])
  return rows.map((row) => ({
    id: row.inviteId,
    code: row.isOpen ? codeOf(row.inviteId) : null,
    createdBy: row.id === null ? null : userView(row),
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    maxUses: row.maxUses,
    uses: row.uses,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }))
}

/** False: this id is there already. */
export async function saveInvite(
  tx: Tx,
  invite: {
    conversationId: string
    id: string
    codeHash: Uint8Array
    createdBy: string
    expiresInSeconds?: number | undefined
    maxUses?: number | undefined
  },
): Promise<boolean> {
  const { conversationId, id, codeHash, createdBy, expiresInSeconds = null, maxUses = null } = invite
  return (await tx.query(insertInvite, [conversationId, id, codeHash, createdBy, expiresInSeconds, maxUses])).length > 0
}

/** Undefined: there is none, or it has ended. */
export async function findOpenInvite(
  tx: Tx,
  conversationId: string,
  codeHash: Uint8Array,
): Promise<{ id: string; createdBy: string } | undefined> {
  const [row] = await tx.query<{ id: string; createdBy: string }>(selectOpen, [conversationId, codeHash])
  return row
}

/** Under the conversation's lock, under which it was found open. */
export async function saveUse(tx: Tx, conversationId: string, id: string): Promise<void> {
  await tx.query(countUse, [conversationId, id])
}

/** False: it was revoked before. */
export async function saveInviteRevoked(tx: Tx, conversationId: string, id: string): Promise<boolean> {
  return (await tx.query(endInvite, [conversationId, id])).length > 0
}
