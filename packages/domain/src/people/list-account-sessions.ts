import type { AccountSession, AccountSessionsInput } from '@chatsphere/contracts'
import { listOwnSessions, sessionView } from '../auth/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { assertAdmin } from './access-account.ts'

/** Somebody's sign-ins that have not ended, the last used first; for admins. Throws `forbidden`. */
export async function listAccountSessions(ctx: Ctx, actor: Actor, input: AccountSessionsInput): Promise<AccountSession[]> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  return (await listOwnSessions(ctx.db, input.userId)).map(sessionView)
}
