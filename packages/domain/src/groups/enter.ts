import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import { type LockedConversation, letIn, type MembershipChange } from '../chat/index.ts'
import type { Actor } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { listBanned } from './ban-repository.ts'
import { withoutRequests } from './note-requests.ts'

/** Lets the actor in by themselves, with its event; by an invitation, if there is one. Throws `forbidden` for who is banned. */
export async function enter(
  tx: Tx,
  locked: LockedConversation,
  { userId }: Actor,
  by: { inviteId?: string } = {},
): Promise<MembershipChange> {
  const { id: conversationId } = locked.row
  if ((await listBanned(tx, conversationId, [userId])).length > 0)
    throw new DomainError('forbidden', 'You are banned from this group.')
  const change = await letIn(tx, locked, userId, [{ userId, role: 'member' }], { type: 'member_joined' })
  const { position, revision } = change.note
  const payload = { conversationId, actorId: userId, position, revision, userIds: [userId], ...by }
  await appendEvents(tx, [{ topic: 'members.added.v1', key: conversationId, payload }])
  return withoutRequests(tx, locked, change)
}
