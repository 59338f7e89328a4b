import type { AccountPage, ListAccountsInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { assertAdmin } from './access-account.ts'
import { findAccounts } from './account-repository.ts'

/** Every account of this server, the newest first, disabled and deleted ones too; for admins. Throws `forbidden`. */
export async function listAccounts(ctx: Ctx, actor: Actor, input: ListAccountsInput): Promise<AccountPage> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  const limit = input.limit ?? 50
  const found = await findAccounts(ctx.db, { ...input, limit: limit + 1 })
  const accounts = found.slice(0, limit)
  return { accounts, nextCursor: found.length > limit ? (accounts.at(-1)?.id ?? null) : null }
}
