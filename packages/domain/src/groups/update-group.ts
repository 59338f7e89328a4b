import type { Conversation, GroupProfile, UpdateGroupInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { accessForChange, announceMembership, changeGroup, getGroupProfile, notAllowed, saveProfile } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { getSummary } from './get-summary.ts'

/**
 * Changes what a group says of itself; what is so already changes nothing. Throws `not_found`, and `forbidden` without `edit_profile`, and
 * for whoever is no owner and would make it public or private.
 */
export async function updateGroup(ctx: Ctx, actor: Actor, input: UpdateGroupInput): Promise<Conversation> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, ...wanted } = input
  const change = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, conversationId, 'edit_profile')
    const before = await getGroupProfile(tx, conversationId)
    const changed: Partial<GroupProfile> = Object.fromEntries(
      Object.entries(wanted).filter(([key, value]) => value !== undefined && value !== before[key as keyof GroupProfile]),
    )
    if (Object.keys(changed).length === 0) return null
    if (changed.visibility && locked.place.role !== 'owner') throw notAllowed()
    await saveProfile(tx, conversationId, { ...before, ...changed })
    const change = await changeGroup(tx, locked, actor.userId, { type: 'group_updated', changed })
    const { position, revision } = change.note
    await appendEvents(tx, [
      {
        topic: 'group.updated.v1',
        key: conversationId,
        payload: { conversationId, actorId: actor.userId, position, revision, changed: Object.keys(changed) },
      },
    ])
    return change
  })
  if (change) await announceMembership(ctx, change)
  return getSummary(ctx, actor, conversationId)
}
