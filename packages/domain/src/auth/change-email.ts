import type { ChangeEmailInput } from '@chatsphere/contracts'
import type { Actor, AuthCtx } from '../context.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { accessOwnAccount, lockOwnAccount } from './access-own-account.ts'
import { issueLink } from './mailed-links.ts'

/**
 * Mails a link to a new address, which becomes the account's when it is opened; the old address is told at once. An address that has an
 * account already gets a note instead, and the same answer: nobody learns here who has an account. Throws `invalid_credentials` for a
 * wrong password. The address that the account has is confirmed anew, or left as it is.
 */
export async function changeEmail(ctx: AuthCtx, actor: Actor, input: ChangeEmailInput): Promise<void> {
  const account = await accessOwnAccount(ctx, actor, input.currentPassword)
  await ctx.limits.consume('mailPerAccount', actor.userId)
  const { userId, email: oldEmail, emailVerified } = account
  const { email } = input
  // Stops anybody from having us write to another person again and again.
  await ctx.limits.consume('mailPerRecipient', email)
  if (email === oldEmail && emailVerified) return
  const { token, inUse } = await ctx.db.inPrismaTransaction(async (tx) => {
    await lockOwnAccount(tx, account)
    const inUse = (await tx.prisma.credential.count({ where: { email, userId: { not: userId } } })) > 0
    return { token: await issueLink(tx, ctx, 'verify_email', inUse ? null : { userId, email }), inUse }
  })
  if (email === oldEmail) {
    postMail(ctx, email, mailTexts.verifyAddress(ctx.publicUrl, token))
    return
  }
  postMail(ctx, email, inUse ? mailTexts.addressInUse(ctx.publicUrl) : mailTexts.confirmNewAddress(ctx.publicUrl, token))
  postMail(ctx, oldEmail, mailTexts.addressChangeAsked(ctx.publicUrl))
}
