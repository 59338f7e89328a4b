import type { EndAccountInput } from '@chatsphere/contracts'
import { accessOwnAccount } from '../auth/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { mailTexts } from '../mail/index.ts'
import { accessAccountAsOwner } from './access-account.ts'
import { announceClosed } from './close-account.ts'
import { disableAccount } from './disable-account.ts'

/**
 * Disables the actor's account: all its sessions end, and only an admin can enable it again. Throws `invalid_credentials` for a wrong
 * password, `last_admin`.
 */
export async function disableOwnAccount(ctx: AuthCtx, actor: Actor, input: EndAccountInput): Promise<void> {
  const own = await accessOwnAccount(ctx, actor, input.currentPassword)
  const closed = await ctx.db.inPrismaTransaction(async (tx) =>
    disableAccount(tx, ctx, actor, await accessAccountAsOwner(tx, own)),
  )
  await announceClosed(ctx, closed, mailTexts.accountDisabled())
}
