import type { ChangePasswordInput } from '@chatsphere/contracts'
import type { Actor, AuthCtx } from '../context.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { accessOwnAccount, lockOwnAccount } from './access-own-account.ts'
import { assertPassword } from './assert-password.ts'
import { cutSessions } from './end-sessions.ts'
import { replacePassword } from './replace-password.ts'

/**
 * Gives the actor's account another password. All their other sessions end, and a mail tells of it. Throws `invalid_credentials` for a
 * wrong current password, `invalid_input` for a new one that is known to everybody.
 */
export async function changePassword(ctx: AuthCtx, actor: Actor, input: ChangePasswordInput): Promise<void> {
  const account = await accessOwnAccount(ctx, actor, input.currentPassword)
  await assertPassword(ctx, input.password, account)
  const { userId } = account
  const passwordHash = await ctx.passwords.hash(input.password)
  const ended = await ctx.db.inPrismaTransaction(async (tx) => {
    await lockOwnAccount(tx, account)
    return replacePassword(tx, ctx, { userId, passwordHash, how: 'changed', exceptSessionId: actor.sessionId })
  })
  cutSessions(ctx, ended)
  postMail(ctx, account.email, mailTexts.passwordChanged(ctx.publicUrl))
}
