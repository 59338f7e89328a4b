import type { Conversation } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents, type NewEvent } from '../append-events.ts'
import type { Ctx } from '../context.ts'
import { advanceUserStates, announceOwnState, lockUser } from '../users/index.ts'
import { announceUserChange } from './announce-user-change.ts'
import { lockConversations } from './conversation-lock-repository.ts'
import { getEpoch } from './conversation-repository.ts'
import { type DirectPlace, listDirectPlaces, lockDirectPlaces, stampPlaces } from './direct-repository.ts'

/** What is to be told after the commit. */
export interface PersonChange {
  readonly userId: string
  readonly ownRevision: number
  /** Each peer's revision and the conversation whose summary it changed. */
  readonly peers: readonly { userId: string; revision: number; conversationId: Conversation['id'] }[]
}

/**
 * A change of a person that their direct conversations show (name, avatar, whether they can be written to). To be called in the transaction
 * that makes it before anything but people is locked: takes the locks, the next user revision of the person and of every peer, stamps the
 * peers' places and writes the event that `eventOf` makes of those whose revision it took. The person's own lock comes first, so that no
 * direct conversation of theirs is opened meanwhile, which would then show them as they were. `touchesRight`: it decides who may write, so it takes the
 * conversations' locks, and no send that began before can be stored after it. `peerId`: only that one conversation shows it, and the
 * person's own summary of it changes too.
 */
export async function changePerson(
  tx: Tx,
  userId: string,
  options: { touchesRight: boolean; peerId?: string; eventOf: (userIds: string[]) => NewEvent },
): Promise<PersonChange> {
  await lockUser(tx, userId)
  const places = await listDirectPlaces(tx, userId, options.peerId)
  const conversationIds = [...new Set(places.map((place) => place.conversation_id))]
  if (options.touchesRight) await lockConversations(tx, conversationIds)
  const told = places.filter((place) => options.peerId !== undefined || place.user_id !== userId)
  await lockDirectPlaces(tx, told)
  const userIds = [...new Set([userId, ...told.map((place) => place.user_id)])]
  const revisions = await advanceUserStates(tx, userIds)
  const revisionOf = (place: DirectPlace) => revisions.get(place.user_id) ?? 0
  await stampPlaces(
    tx,
    told.map((place) => ({ ...place, userRevision: revisionOf(place) })),
  )
  await appendEvents(tx, [options.eventOf(userIds)])
  return {
    userId,
    ownRevision: revisions.get(userId) ?? 0,
    peers: told.map((place) => ({
      userId: place.user_id,
      revision: revisionOf(place),
      conversationId: place.conversation_id,
    })),
  }
}

/** The same for what nobody else is shown: takes the person's own next revision and writes its event. */
export async function changeOwnState(tx: Tx, userId: string, eventOf: (userIds: string[]) => NewEvent): Promise<PersonChange> {
  const revisions = await advanceUserStates(tx, [userId])
  await appendEvents(tx, [eventOf([userId])])
  return { userId, ownRevision: revisions.get(userId) ?? 0, peers: [] }
}

/** After the commit: tells the person's own devices and each peer's. What fails here shows as a gap, and the client syncs. */
export async function announcePerson(ctx: Ctx, change: PersonChange): Promise<void> {
  // Blocked, disabled or hidden: who may see whom here may be another matter now.
  ctx.live.announcePresence([...new Set([change.userId, ...change.peers.map(({ userId }) => userId)])])
  const others = change.peers.filter(({ userId }) => userId !== change.userId)
  for (const { userId, revision, conversationId } of others) {
    await announceUserChange(ctx, conversationId, new Map([[userId, revision]]))
  }
  const { userId, ownRevision: revision } = change
  const own = change.peers.find((peer) => peer.userId === userId)
  // One revision, one event: a summary of one's own and the rest of one's own state do not change together.
  if (own) await announceUserChange(ctx, own.conversationId, new Map([[userId, revision]]))
  else await announceOwnState(ctx, { userId, revision, epoch: await getEpoch(ctx.db) })
}
