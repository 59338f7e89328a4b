import type { BanList, BansInput } from '@chatsphere/contracts'
import { accessForChange } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { findBans } from './ban-repository.ts'

/** Who may not come in, for those who may lift it. Throws `not_found` and `forbidden`. */
export function listBans(ctx: Ctx, actor: Actor, { conversationId }: BansInput): Promise<BanList> {
  return ctx.db.inTransaction(async (tx) => {
    await accessForChange(tx, actor, conversationId, 'remove_members')
    return { bans: await findBans(tx, conversationId) }
  })
}
