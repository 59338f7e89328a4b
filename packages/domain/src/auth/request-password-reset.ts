import type { RequestPasswordResetInput } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { findAccount } from './account-repository.ts'
import { issueLink } from './mailed-links.ts'

/**
 * Mails a link to choose a new password with. Whether there is an account with the address, or it is disabled: the same answer after the
 * same work. Without one the link is stored all the same, for nobody; the mail is not waited for.
 */
export async function requestPasswordReset(ctx: AuthCtx, origin: Origin, input: RequestPasswordResetInput): Promise<void> {
  await ctx.limits.consume('resetPerAddress', origin.address)
  await ctx.limits.consume('mailPerRecipient', input.email)
  const { token, email } = await ctx.db.inPrismaTransaction(async (tx) => {
    const account = await findAccount(tx, input.email)
    const holder = account && !account.user.disabledAt ? { userId: account.user.id, email: account.email } : null
    return { token: await issueLink(tx, ctx, 'reset_password', holder), email: holder?.email }
  })
  if (email !== undefined) postMail(ctx, email, mailTexts.resetPassword(ctx.publicUrl, token))
}
