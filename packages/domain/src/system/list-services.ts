import type { Service } from '@chatsphere/contracts'
import type { Actor, SystemCtx } from '../context.ts'
import { assertAdmin } from '../people/index.ts'

/** The processes that run; for admins. Throws `forbidden`. */
export async function listServices(ctx: SystemCtx, actor: Actor): Promise<Service[]> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  return ctx.registry.list()
}
