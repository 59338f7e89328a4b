import type { Actor, AuthCtx } from '../context.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { lockCredential } from './credential-repository.ts'
import { issueLink } from './mailed-links.ts'

/** Mails the link that confirms the actor's address once more; nothing if it was confirmed. */
export async function resendVerification(ctx: AuthCtx, actor: Actor): Promise<void> {
  await ctx.limits.consume('mailPerAccount', actor.userId)
  const { userId } = actor
  const issued = await ctx.db.inPrismaTransaction(async (tx) => {
    // Under its lock: a link to an address that is being replaced at this moment would later bring that one back.
    const credential = await lockCredential(tx, userId)
    if (!credential || credential.emailVerifiedAt) return null
    const { email } = credential
    return { email, token: await issueLink(tx, ctx, 'verify_email', { userId, email }) }
  })
  if (issued) postMail(ctx, issued.email, mailTexts.verifyAddress(ctx.publicUrl, issued.token))
}
