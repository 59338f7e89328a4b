import type { JoinRequestList, JoinRequestsInput } from '@chatsphere/contracts'
import { accessForChange } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { findRequests } from './join-request-repository.ts'

/** Who waits to be let in, for those who may answer. Throws `not_found` and `forbidden`. */
export function listRequests(ctx: Ctx, actor: Actor, { conversationId }: JoinRequestsInput): Promise<JoinRequestList> {
  return ctx.db.inTransaction(async (tx) => {
    await accessForChange(tx, actor, conversationId, 'remove_members')
    return { requests: await findRequests(tx, conversationId) }
  })
}
