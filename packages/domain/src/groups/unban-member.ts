import type { UnbanMemberInput } from '@chatsphere/contracts'
import { appendEvents } from '../append-events.ts'
import { accessForChange } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { deleteBan } from './ban-repository.ts'

/** Lifts a ban: they may be let in again. Who is not banned stays so. Throws `not_found` and `forbidden`. */
export async function unbanMember(ctx: Ctx, actor: Actor, input: UnbanMemberInput): Promise<void> {
  await ctx.limits.consume('groupPerAccount', actor.userId)
  const { conversationId, userId } = input
  await ctx.db.inTransaction(async (tx) => {
    await accessForChange(tx, actor, conversationId, 'remove_members')
    if (!(await deleteBan(tx, conversationId, userId))) return
    await appendEvents(tx, [
      { topic: 'member.unbanned.v1', key: conversationId, payload: { conversationId, actorId: actor.userId, userId } },
    ])
  })
}
