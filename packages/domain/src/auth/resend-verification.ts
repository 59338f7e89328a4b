import type { Actor, AuthCtx } from '../context.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { issueLink } from './mailed-links.ts'

/** Mails the link that confirms the actor's address once more; nothing if it was confirmed. */
export async function resendVerification(ctx: AuthCtx, actor: Actor): Promise<void> {
  await ctx.limits.consume('mailPerAccount', actor.userId)
  const { userId } = actor
  const { email, emailVerifiedAt } = await ctx.db.prisma.credential.findUniqueOrThrow({ where: { userId } })
  if (emailVerifiedAt) return
  const token = await ctx.db.inPrismaTransaction((tx) => issueLink(tx, ctx, 'verify_email', { userId, email }))
  postMail(ctx, email, mailTexts.verifyAddress(ctx.publicUrl, token))
}
