import { type Conversation, type CreateGroupInput, withoutUsual } from '@chatsphere/contracts'
import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import { announceMembership, findCreator, insertGroup, letIn, lockMany, type MembershipChange } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { assertAddable, holdEnabledUsers } from '../users/index.ts'
import { getSummary } from './get-summary.ts'

/**
 * Makes a group with the actor as its owner. The same id again from the same person answers the group that is there and changes
 * nothing. Throws `not_found` for members who do not exist, `forbidden` for one who has blocked the actor, `id_conflict` for an id that
 * stands for something else.
 */
export async function createGroup(ctx: Ctx, actor: Actor, input: CreateGroupInput): Promise<Conversation> {
  await ctx.limits.consume('newGroupPerAccount', actor.userId)
  const others = [...new Set(input.memberIds)].filter((userId) => userId !== actor.userId)
  const change = await ctx.db.inTransaction(async (tx) => {
    const { id, kind, name, visibility, history = 'full' } = input
    const permissions = withoutUsual(input.permissions ?? {})
    if (!(await insertGroup(tx, { id, kind, name, visibility, history, permissions, createdBy: actor.userId }))) return null
    await assertAddable(tx, actor, others, await holdEnabledUsers(tx, [actor.userId, ...others]))
    return found(tx, actor, { id, name, others })
  })
  if (change) await announceMembership(ctx, change)
  else if ((await findCreator(ctx.db, input.id)) !== actor.userId) throw new DomainError('id_conflict', 'This id is taken.')
  return getSummary(ctx, actor, input.id)
}

async function found(tx: Tx, actor: Actor, group: { id: string; name: string; others: string[] }): Promise<MembershipChange> {
  const [locked] = await lockMany(tx, [group.id])
  if (!locked) throw new Error('The group was made in this transaction')
  const members = [
    { userId: actor.userId, role: 'owner' as const },
    ...group.others.map((userId) => ({ userId, role: 'member' as const })),
  ]
  const userIds = members.map((member) => member.userId)
  const change = await letIn(tx, locked, actor.userId, members, { type: 'group_created', name: group.name, userIds })
  const { conversationId, position, revision } = change.note
  await appendEvents(tx, [
    {
      topic: 'group.created.v1',
      key: conversationId,
      payload: { conversationId, actorId: actor.userId, position, revision, name: group.name, userIds },
    },
  ])
  return change
}
