import type { SystemNote } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import { type ChangeableConversation, letGo, type MembershipChange } from '../chat/index.ts'
import type { Actor } from '../context.ts'

/** Takes somebody out of the group, themselves or another, with its event. */
export async function endMembership(
  tx: Tx,
  locked: ChangeableConversation,
  actor: Actor,
  { userId, banned = false }: { userId: string; banned?: boolean },
): Promise<MembershipChange> {
  const byThemselves = userId === actor.userId
  const note: SystemNote = byThemselves ? { type: 'member_left' } : { type: 'member_removed', userId, ...(banned && { banned }) }
  const change = await letGo(tx, locked, actor.userId, userId, note)
  const { conversationId, position, revision } = change.note
  await appendEvents(tx, [
    {
      topic: 'member.left.v1',
      key: conversationId,
      payload: {
        conversationId,
        actorId: actor.userId,
        position,
        revision,
        userId,
        removedBy: byThemselves ? null : actor.userId,
      },
    },
  ])
  return change
}
