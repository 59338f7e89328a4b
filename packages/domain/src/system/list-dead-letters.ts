import type { DeadLetter, ListDeadLettersInput } from '@chatsphere/contracts'
import type { Actor, SystemCtx } from '../context.ts'
import { assertAdmin } from '../people/index.ts'

/** The events that their consumers gave up on, the last one first; for admins. Throws `forbidden`. */
export async function listDeadLetters(ctx: SystemCtx, actor: Actor, input: ListDeadLettersInput): Promise<DeadLetter[]> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  return ctx.deadLetters.list(ctx.db, { consumer: input.consumer, limit: input.limit ?? 50 })
}
