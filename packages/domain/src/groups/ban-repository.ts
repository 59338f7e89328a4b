import type { BanList } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { type UserRecord, userView } from '../users/index.ts'

const bansMax = 500

/** By the primary key. To be run under the conversation's lock, so that nobody is let in while they are banned. */
const selectBanned = statement(
  'select-banned',
  `SELECT user_id FROM chat_schema.ban
   WHERE conversation_id = $1 AND user_id = ANY($2::uuid[]) AND (expires_at IS NULL OR expires_at > clock_timestamp())`,
)

const upsert = statement(
  'upsert-ban',
  `INSERT INTO chat_schema.ban (conversation_id, user_id, reason, banned_by, expires_at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (conversation_id, user_id) DO UPDATE SET
     reason = excluded.reason, banned_by = excluded.banned_by, banned_at = clock_timestamp(), expires_at = excluded.expires_at`,
)

const remove = statement(
  'delete-ban',
  'DELETE FROM chat_schema.ban WHERE conversation_id = $1 AND user_id = $2 RETURNING user_id',
)

const userOf = (
  alias: string,
) => `jsonb_build_object('id', ${alias}.id, 'username', ${alias}.username, 'displayName', ${alias}.display_name,
  'avatarColour', ${alias}.avatar_colour, 'disabledAt', ${alias}.disabled_at, 'deletedAt', ${alias}.deleted_at)`

/** By the primary key's first column. */
const selectBans = statement(
  'select-bans',
  `SELECT ${userOf('u')} AS "user", CASE WHEN by.id IS NOT NULL THEN ${userOf('by')} END AS "bannedBy",
          b.reason, b.banned_at AS "bannedAt", b.expires_at AS "expiresAt"
   FROM chat_schema.ban b
   JOIN user_schema."user" u ON u.id = b.user_id
   LEFT JOIN user_schema."user" by ON by.id = b.banned_by
   WHERE b.conversation_id = $1 AND (b.expires_at IS NULL OR b.expires_at > statement_timestamp())
   ORDER BY b.banned_at DESC, b.user_id LIMIT ${bansMax}`,
)

const selectUser = statement('select-user-to-ban', 'SELECT id FROM user_schema."user" WHERE id = $1 AND deleted_at IS NULL')

export async function listBanned(tx: Tx, conversationId: string, userIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ user_id: string }>(selectBanned, [conversationId, userIds])
  return rows.map((row) => row.user_id)
}

export async function saveBan(
  tx: Tx,
  ban: { conversationId: string; userId: string; reason: string; bannedBy: string; expiresAt: Date | null },
): Promise<void> {
  await tx.query(upsert, [ban.conversationId, ban.userId, ban.reason, ban.bannedBy, ban.expiresAt])
}

/** False: there was none. */
export async function deleteBan(tx: Tx, conversationId: string, userId: string): Promise<boolean> {
  return (await tx.query(remove, [conversationId, userId])).length === 1
}

type Shown = Omit<UserRecord, 'disabledAt' | 'deletedAt'> & { disabledAt: string | null; deletedAt: string | null }
const shown = ({ disabledAt, deletedAt, ...user }: Shown) =>
  userView({ ...user, disabledAt: disabledAt ? new Date(disabledAt) : null, deletedAt: deletedAt ? new Date(deletedAt) : null })

export async function findBans(tx: Tx, conversationId: string): Promise<BanList['bans']> {
  const rows = await tx.query<{ user: Shown; bannedBy: Shown | null; reason: string; bannedAt: Date; expiresAt: Date | null }>(
    selectBans,
    [conversationId],
  )
  return rows.map(({ user, bannedBy, reason, bannedAt, expiresAt }) => ({
    user: shown(user),
    bannedBy: bannedBy && shown(bannedBy),
    reason,
    bannedAt: bannedAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  }))
}

export async function isThere(tx: Tx, userId: string): Promise<boolean> {
  return (await tx.query(selectUser, [userId])).length === 1
}
