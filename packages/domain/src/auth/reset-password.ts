import type { ResetPasswordInput } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { assertPassword } from './assert-password.ts'
import { lockCredential } from './credential-repository.ts'
import { cutSessions } from './end-sessions.ts'
import { findLink, linkIsOver, useLink } from './mailed-links.ts'
import { replacePassword } from './replace-password.ts'

/**
 * Sets the password of the account that a mailed link belongs to, once. All its sessions end, and a mail tells of it. Throws
 * `invalid_token` if the link is unknown, used or over, `invalid_input` for a password that is known to everybody: then the link stays good.
 */
export async function resetPassword(ctx: AuthCtx, origin: Origin, input: ResetPasswordInput): Promise<void> {
  await ctx.limits.consume('linkPerAddress', origin.address)
  const link = await findLink(ctx, 'reset_password', input.token)
  const { userId } = link
  const user = await ctx.db.prisma.user.findUniqueOrThrow({ where: { id: userId } })
  await assertPassword(ctx, input.password, { username: user.username, email: link.email })
  const passwordHash = await ctx.passwords.hash(input.password)
  const { ended, email } = await ctx.db.inPrismaTransaction(async (tx) => {
    const credential = await lockCredential(tx, userId)
    // Whoever reads the mails of an address that was replaced has no say any more, also if they asked while it was.
    if (credential?.email !== link.email) throw linkIsOver()
    await useLink(tx, ctx, link)
    const ended = await replacePassword(tx, ctx, { userId, passwordHash, how: 'reset' })
    return { ended, email: credential.email }
  })
  cutSessions(ctx, ended)
  postMail(ctx, email, mailTexts.passwordReset(ctx.publicUrl))
}
