import type { Role, SystemNote } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import { type ChangeableConversation, changeRoles, type MembershipChange } from '../chat/index.ts'
import type { Actor } from '../context.ts'

/** Gives present members other roles, with its event. */
export async function giveRoles(
  tx: Tx,
  locked: ChangeableConversation,
  actor: Actor,
  members: readonly { userId: string; role: Role }[],
  note: SystemNote,
): Promise<MembershipChange> {
  const change = await changeRoles(tx, locked, actor.userId, members, note)
  const { conversationId, position, revision } = change.note
  await appendEvents(tx, [
    {
      topic: 'members.role_changed.v1',
      key: conversationId,
      payload: { conversationId, actorId: actor.userId, position, revision, roles: [...members] },
    },
  ])
  return change
}
