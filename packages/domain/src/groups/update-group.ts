import { isDeepStrictEqual } from 'node:util'
import { type Capability, type Conversation, type GroupProfile, type UpdateGroupInput, withoutUsual } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import {
  accessForChange,
  announceMembership,
  capabilitiesIn,
  changeGroup,
  getGroupProfile,
  notAllowed,
  saveProfile,
} from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { getSummary } from './get-summary.ts'

/** What each part of it takes. */
const rights: Readonly<Record<keyof GroupProfile, Capability>> = {
  name: 'edit_profile',
  topic: 'edit_profile',
  description: 'edit_profile',
  emoji: 'edit_profile',
  slowModeSeconds: 'remove_members',
  visibility: 'govern',
  permissions: 'govern',
  archived: 'govern',
  approval: 'govern',
}

type Wanted = { readonly [Name in keyof GroupProfile]?: GroupProfile[Name] | undefined }

/**
 * Changes what a group says of itself, who may do what in it, or whether it is archived; what is so already changes nothing. Throws
 * `not_found`, and `forbidden` without the right that any part of it takes.
 */
export async function updateGroup(ctx: Ctx, actor: Actor, input: UpdateGroupInput): Promise<Conversation> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, permissions, ...others } = input
  const wanted: Wanted = { ...others, ...(permissions && { permissions: withoutUsual(permissions) }) }
  const names = (Object.keys(rights) as (keyof GroupProfile)[]).filter((name) => wanted[name] !== undefined)
  const change = await ctx.db.inTransaction(async (tx) => {
    const locked = await accessForChange(tx, actor, conversationId)
    const capabilities = capabilitiesIn(locked, locked.place)
    if (names.some((name) => !capabilities.includes(rights[name]))) throw notAllowed()
    const before = await getGroupProfile(tx, conversationId)
    const changedNames = names.filter((name) => !isDeepStrictEqual(wanted[name], before[name]))
    if (changedNames.length === 0) return null
    const changed: Partial<GroupProfile> = Object.fromEntries(changedNames.map((name) => [name, wanted[name]]))
    await saveProfile(tx, conversationId, { ...before, ...changed })
    const change = await changeGroup(tx, locked, actor.userId, { type: 'group_updated', changed })
    const { position, revision } = change.note
    await appendEvents(tx, [
      {
        topic: 'group.updated.v1',
        key: conversationId,
        payload: { conversationId, actorId: actor.userId, position, revision, changed: changedNames },
      },
    ])
    return change
  })
  if (change) await announceMembership(ctx, change)
  return getSummary(ctx, actor, conversationId)
}
