import type { SystemNote } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import { type LockedConversation, letIn, type MembershipChange } from '../chat/index.ts'
import type { Actor } from '../context.ts'
import { withoutRequests } from './note-requests.ts'

/** Lets people in as members, by whatever way, with the event of it; who has asked for it waits no longer. */
export async function admit(
  tx: Tx,
  locked: LockedConversation,
  actor: Actor,
  userIds: readonly string[],
  how: { note: SystemNote; inviteId?: string },
): Promise<MembershipChange> {
  const { note, ...by } = how
  const { id: conversationId } = locked.row
  const members = userIds.map((userId) => ({ userId, role: 'member' as const }))
  const change = await letIn(tx, locked, actor.userId, members, note)
  const { position, revision } = change.note
  const payload = { conversationId, actorId: actor.userId, position, revision, userIds: [...userIds], ...by }
  await appendEvents(tx, [{ topic: 'members.added.v1', key: conversationId, payload }])
  return withoutRequests(tx, locked, change)
}
