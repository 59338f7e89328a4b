import { statement, type Tx } from '@chatsphere/db'
import { directConversationId } from '../chat/index.ts'
import type { ChosenStatus, PresenceFacts, Relation } from './presence-policy.ts'

/** By primary keys, blocks by both of their indexes. */
const selectPeople = statement(
  'select-presence-people',
  `SELECT u.id AS "userId", u.disabled_at IS NOT NULL AS disabled, own.settings ->> 'lastSeen' = 'nobody' AS "hidesLastSeen",
          chosen.status, chosen.emoji, chosen.text, chosen.expires_at AS "expiresAt", chosen.hidden_until AS "hiddenUntil",
          chosen.hidden_last_seen_at AS "hiddenLastSeenAt", clock_timestamp() AS now,
          (SELECT count(*) FROM user_schema.block WHERE user_id = u.id)
            + (SELECT count(*) FROM user_schema.block WHERE blocked_id = u.id) AS blocks
   FROM user_schema."user" u
   JOIN user_schema.user_state own ON own.user_id = u.id
   LEFT JOIN presence_schema.status chosen ON chosen.user_id = u.id
   WHERE u.id = ANY($1::uuid[])`,
)

/** Their direct conversation, by its key, is what most of those who watch one another share; only without it the others are looked at. */
const selectRelations = statement(
  'select-presence-relations',
  `SELECT wish.viewer_id AS "viewerId", wish.user_id AS "userId",
          coalesce(own.settings ->> 'lastSeen' = 'nobody', false) AS "hidesLastSeen",
          EXISTS (
            SELECT FROM user_schema.block
            WHERE (block.user_id = wish.viewer_id AND block.blocked_id = wish.user_id)
               OR (block.user_id = wish.user_id AND block.blocked_id = wish.viewer_id)
          ) AS blocked
   FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS wish(viewer_id, user_id, direct_id)
   LEFT JOIN user_schema.user_state own ON own.user_id = wish.viewer_id
   WHERE wish.viewer_id = wish.user_id
      OR EXISTS (
        SELECT FROM chat_schema.participant place
        WHERE place.conversation_id = wish.direct_id AND place.user_id = wish.viewer_id AND place.left_at IS NULL
      )
      OR EXISTS (
        SELECT FROM chat_schema.participant place
        JOIN chat_schema.participant other
          ON other.conversation_id = place.conversation_id AND other.user_id = wish.user_id AND other.left_at IS NULL
        WHERE place.user_id = wish.viewer_id AND place.left_at IS NULL
      )`,
)

export interface Person extends Omit<PresenceFacts, 'chosen' | 'devices' | 'lastSeenAt'> {
  /** Null: nothing yet. */
  readonly stored: ChosenStatus | null
  /** The database's clock when it was read. */
  readonly now: Date
}

type PersonRow = Pick<Person, 'userId' | 'disabled' | 'blocks' | 'now'> & { hidesLastSeen: boolean | null } & (
    | ChosenStatus
    | (Omit<ChosenStatus, 'status'> & { status: null })
  )

/** What people have chosen and set. */
export async function listPeople(tx: Tx, userIds: readonly string[]): Promise<Person[]> {
  const rows = await tx.query<PersonRow>(selectPeople, [userIds])
  return rows.map(({ userId, disabled, hidesLastSeen, blocks, now, ...stored }) => ({
    userId,
    disabled,
    hidesLastSeen: hidesLastSeen === true,
    blocks,
    now,
    stored: stored.status === null ? null : stored,
  }))
}

/** One person who asks for another. */
export interface Wish {
  readonly viewerId: string
  readonly userId: string
}

/** Only of those who share a conversation now, and of everybody with themselves. */
export function listRelations(tx: Tx, wishes: readonly Wish[]): Promise<(Wish & Relation)[]> {
  return tx.query<Wish & Relation>(selectRelations, [
    wishes.map((wish) => wish.viewerId),
    wishes.map((wish) => wish.userId),
    wishes.map((wish) => directConversationId(wish.viewerId, wish.userId)),
  ])
}
