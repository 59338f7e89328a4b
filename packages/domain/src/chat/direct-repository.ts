import { statement, type Tx } from '@chatsphere/db'

/** Somebody's place in a direct conversation. */
export interface DirectPlace {
  conversation_id: string
  user_id: string
}

/** Index participant_user_id_user_revision_idx, then the primary key. Both places of each conversation. */
const selectDirectPlaces = statement(
  'select-direct-places',
  `SELECT place.conversation_id, place.user_id
   FROM chat_schema.participant own
   JOIN chat_schema.conversation c ON c.id = own.conversation_id AND c.kind = 'direct'
   JOIN chat_schema.participant place ON place.conversation_id = c.id
   WHERE own.user_id = $1
     AND ($2::uuid IS NULL OR EXISTS (
       SELECT FROM chat_schema.participant peer WHERE peer.conversation_id = c.id AND peer.user_id = $2
     ))
   ORDER BY place.conversation_id, place.user_id`,
)

/** In the order of the primary key, as everywhere. */
const lockPlaces = statement(
  'lock-direct-places',
  `SELECT FROM chat_schema.participant
   WHERE (conversation_id, user_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))
   ORDER BY conversation_id, user_id FOR NO KEY UPDATE`,
)

const stamp = statement(
  'stamp-direct-places',
  `UPDATE chat_schema.participant place SET user_revision = stamped.revision
   FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS stamped(conversation_id, user_id, revision)
   WHERE place.conversation_id = stamped.conversation_id AND place.user_id = stamped.user_id`,
)

/** The places of a user's direct conversations, or of the one with `peerId`. */
export function listDirectPlaces(tx: Tx, userId: string, peerId?: string): Promise<DirectPlace[]> {
  return tx.query<DirectPlace>(selectDirectPlaces, [userId, peerId ?? null])
}

export async function lockDirectPlaces(tx: Tx, places: readonly DirectPlace[]): Promise<void> {
  await tx.query(lockPlaces, [places.map((place) => place.conversation_id), places.map((place) => place.user_id)])
}

export async function stampPlaces(tx: Tx, places: readonly (DirectPlace & { userRevision: number })[]): Promise<void> {
  await tx.query(stamp, [
    places.map((place) => place.conversation_id),
    places.map((place) => place.user_id),
    places.map((place) => place.userRevision),
  ])
}
