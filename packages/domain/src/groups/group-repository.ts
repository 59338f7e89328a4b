import { type MemberPage, type PublicGroup, type Role, roles } from '@chatsphere/contracts'
import { statement, type Tx } from '@chatsphere/db'
import { type UserRecord, userView } from '../users/index.ts'

/** By the primary key's first column: a page reads and sorts all members of the one group. */
const selectMembers = statement(
  'select-group-members',
  `SELECT u.id, u.username, u.display_name AS "displayName", u.avatar_colour AS "avatarColour", u.disabled_at AS "disabledAt",
          u.deleted_at AS "deletedAt", p.role, p.joined_at AS "joinedAt",
          CASE WHEN p.silenced_until > statement_timestamp() THEN p.silenced_until END AS "silencedUntil"
   FROM chat_schema.participant p JOIN user_schema."user" u ON u.id = p.user_id
   WHERE p.conversation_id = $1 AND p.left_at IS NULL
     AND ($2::text IS NULL OR position($2 IN lower(u.display_name)) > 0 OR position($2 IN u.username) > 0)
   ORDER BY array_position($3::text[], p.role), lower(u.display_name), u.id
   LIMIT $4 OFFSET $5`,
)

/** Index conversation_public_idx, in its order. */
const selectPublic = statement(
  'select-public-groups',
  `SELECT c.id, c.kind, c.name, c.topic, c.description, c.emoji, c.visibility,
          (SELECT count(*) FROM chat_schema.participant m WHERE m.conversation_id = c.id AND m.left_at IS NULL) AS "memberCount",
          EXISTS (SELECT FROM chat_schema.participant own
                  WHERE own.conversation_id = c.id AND own.user_id = $1 AND own.left_at IS NULL) AS joined,
          c.approval, EXISTS (SELECT FROM chat_schema.join_request own
                              WHERE own.conversation_id = c.id AND own.user_id = $1) AS requested
   FROM chat_schema.conversation c
   WHERE c.visibility = 'public' AND NOT c.archived
     AND ($2::text IS NULL OR position($2 IN lower(c.name)) > 0 OR position($2 IN lower(c.topic)) > 0)
   ORDER BY lower(c.name), c.id
   LIMIT $3 OFFSET $4`,
)

interface Asked {
  query?: string | undefined
  limit: number
  offset: number
}

/** What a search compares in lower case; null: everything. */
const soughtIn = (query: string | undefined) => query?.toLowerCase() || null

export async function findMembers(tx: Tx, asked: Asked & { conversationId: string }): Promise<MemberPage['members']> {
  const values = [asked.conversationId, soughtIn(asked.query), roles, asked.limit, asked.offset]
  const rows = await tx.query<UserRecord & { role: Role; joinedAt: Date; silencedUntil: Date | null }>(selectMembers, values)
  return rows.map(({ role, joinedAt, silencedUntil, ...user }) => ({
    user: userView(user),
    role,
    joinedAt: joinedAt.toISOString(),
    silencedUntil: silencedUntil?.toISOString() ?? null,
  }))
}

export function findPublic(tx: Tx, asked: Asked & { userId: string }): Promise<PublicGroup[]> {
  return tx.query<PublicGroup>(selectPublic, [asked.userId, soughtIn(asked.query), asked.limit, asked.offset])
}
