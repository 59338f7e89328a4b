import type { Tx } from '@chatsphere/db'
import { capabilitiesIn, type LockedConversation, type MembershipChange, touchPlaces } from '../chat/index.ts'
import { deleteRequests } from './join-request-repository.ts'

/** After who waits to be let in has changed: whoever may answer them sees another summary. Answers their user revisions. */
export function noteRequests(tx: Tx, locked: LockedConversation): Promise<ReadonlyMap<string, number>> {
  const userIds = locked.places
    .filter((place) => !place.left_at && capabilitiesIn(locked, place).includes('remove_members'))
    .map((place) => place.user_id)
  return touchPlaces(tx, locked, userIds)
}

/** Who has been let in, by whatever way, waits no longer. */
export async function withoutRequests(tx: Tx, locked: LockedConversation, change: MembershipChange): Promise<MembershipChange> {
  const waited = await deleteRequests(tx, locked.row.id, [...change.joined.keys()])
  return waited.length === 0 ? change : { ...change, changed: await noteRequests(tx, locked) }
}
