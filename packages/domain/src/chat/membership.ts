import type { Message, Role, SystemNote } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import { advanceUserStates } from '../users/index.ts'
import { announceChange } from './announce-change.ts'
import { announceUserChange, announceUserRemoval } from './announce-user-change.ts'
import { raiseAudience } from './conversation-lock-repository.ts'
import { getProfile } from './conversation-repository.ts'
import { clockOf, type LiveChange, type LockedConversation, liveChange, lockMany } from './locked-conversation.ts'
import { storeMessages } from './message-repository.ts'
import { lockPlacesOf, saveLeft, saveMembers, saveRoles, saveSilence, saveTouched } from './participant-repository.ts'

type RoleAtJoining = 'owner' | 'member'

/** A change of a group and of who is part of it as what, written but not committed: what is to be told after the commit. */
export interface MembershipChange {
  readonly note: Message
  readonly live: LiveChange
  /** With the user revision of each. */
  readonly joined: ReadonlyMap<string, number>
  /** Who is something else in it now. */
  readonly changed: ReadonlyMap<string, number>
  readonly left: ReadonlyMap<string, number>
}

const nobody: Pick<MembershipChange, 'joined' | 'changed' | 'left'> = { joined: new Map(), changed: new Map(), left: new Map() }

/**
 * Lets people in who are not there, or not any more, and says so in the conversation. They begin at the head with nothing unread, and
 * see what was before as the group's rule has it.
 */
export async function letIn(
  tx: Tx,
  locked: LockedConversation,
  actorId: string,
  members: readonly { userId: string; role: RoleAtJoining }[],
  note: SystemNote,
): Promise<MembershipChange> {
  const { id, history } = locked.row
  const userIds = members.map((member) => member.userId)
  await lockPlacesOf(tx, id, userIds)
  const message = await storeNote(tx, locked, actorId, note)
  const joined = await advanceUserStates(tx, userIds)
  const joining = members.map(({ userId, role }) => ({ userId, role, userRevision: joined.get(userId) ?? 0 }))
  const historyFrom = history === 'full' ? 1 : message.position
  await saveMembers(tx, id, joining, { historyFrom, position: message.position })
  return { note: message, live: await liveNote(tx, locked, message), ...nobody, joined }
}

/** Ends a present member's place and says so. From this commit on no live event goes to them. */
export async function letGo(
  tx: Tx,
  locked: LockedConversation,
  actorId: string,
  userId: string,
  note: SystemNote,
): Promise<MembershipChange> {
  const { id } = locked.row
  await lockPlacesOf(tx, id, [userId])
  const message = await storeNote(tx, locked, actorId, note)
  const left = await advanceUserStates(tx, [userId])
  await saveLeft(tx, id, userId, left.get(userId) ?? 0)
  await raiseAudience(tx, id)
  return { note: message, live: await liveNote(tx, locked, message), ...nobody, left }
}

/** Gives present members other roles and says so. */
export async function changeRoles(
  tx: Tx,
  locked: LockedConversation,
  actorId: string,
  members: readonly { userId: string; role: Role }[],
  note: SystemNote,
): Promise<MembershipChange> {
  const { id } = locked.row
  const userIds = members.map((member) => member.userId)
  await lockPlacesOf(tx, id, userIds)
  const message = await storeNote(tx, locked, actorId, note)
  const changed = await advanceUserStates(tx, userIds)
  await saveRoles(
    tx,
    id,
    members.map((member) => ({ ...member, userRevision: changed.get(member.userId) ?? 0 })),
  )
  return { note: message, live: await liveNote(tx, locked, message), ...nobody, changed }
}

/** Keeps a present member from writing, or lets them again (null); answers their user revision, for `announceUserChange` after the commit. */
export async function silence(
  tx: Tx,
  locked: LockedConversation,
  userId: string,
  until: Date | null,
): Promise<ReadonlyMap<string, number>> {
  const { id } = locked.row
  await lockPlacesOf(tx, id, [userId])
  const changed = await advanceUserStates(tx, [userId])
  await saveSilence(tx, id, { userId, until, userRevision: changed.get(userId) ?? 0 })
  return changed
}

/** Of present members who see something else of it now, though nothing was said; for `announceUserChange` after the commit. */
export async function touchPlaces(
  tx: Tx,
  locked: LockedConversation,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  await lockPlacesOf(tx, locked.row.id, userIds)
  const touched = await advanceUserStates(tx, userIds)
  await saveTouched(tx, locked.row.id, touched)
  return touched
}

/** Says in the group what else of it has changed; to be called after that was written. */
export async function changeGroup(
  tx: Tx,
  locked: LockedConversation,
  actorId: string,
  note: SystemNote,
): Promise<MembershipChange> {
  const message = await storeNote(tx, locked, actorId, note)
  return { note: message, live: await liveNote(tx, locked, message), ...nobody }
}

/** After the commit: first to those whose own list of conversations changed, then to all who are present. */
export async function announceMembership(ctx: Ctx, change: MembershipChange): Promise<void> {
  const { conversationId } = change.note
  // With a shared conversation comes, and goes, the right to see one another's presence.
  ctx.live.announcePresence([...change.joined.keys(), ...change.left.keys()])
  await announceUserChange(ctx, conversationId, new Map([...change.joined, ...change.changed]))
  await announceUserRemoval(ctx, conversationId, change.left)
  await announceChange(ctx, change.live)
}

async function storeNote(tx: Tx, locked: LockedConversation, authorId: string, note: SystemNote): Promise<Message> {
  const { id, last_position, revision } = locked.row
  const createdAt = clockOf(locked)
  const message: Message = {
    conversationId: id,
    id: uuidv7(),
    position: last_position + 1,
    revision: revision + 1,
    version: 1,
    authorId,
    kind: 'system',
    body: JSON.stringify(note),
    replyTo: null,
    threadRoot: null,
    attachments: [],
    reactions: [],
    mentions: [],
    editedAt: null,
    deletedAt: null,
    pinnedAt: null,
    createdAt: createdAt.toISOString(),
  }
  await storeMessages(
    tx,
    [message],
    [{ id, revision: message.revision, lastPosition: message.position, lastMessageAt: createdAt }],
  )
  return message
}

/** To those who are present after the change. The revisions are those since the lock was taken. */
async function liveNote(tx: Tx, before: LockedConversation, note: Message): Promise<LiveChange> {
  const [after] = await lockMany(tx, [note.conversationId])
  if (!after) throw new Error('The conversation was locked and is gone')
  const { userIds, event } = liveChange({ row: { ...after.row, revision: before.row.revision }, places: after.places }, [note])
  return { userIds, event: { ...event, profile: await getProfile(tx, note.conversationId) } }
}
