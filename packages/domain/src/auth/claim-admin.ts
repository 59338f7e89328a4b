import type { ClaimAdminInput, SignedIn } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { assertPassword } from './assert-password.ts'
import { createAccount } from './create-account.ts'
import { grantSignIn } from './grant-sign-in.ts'
import { issueLink } from './mailed-links.ts'
import { hashSecretToken } from './secret-token.ts'

/**
 * Makes the first admin with the one-time token of the set-up link, and mails the link that confirms its address. Throws `invalid_token` if
 * it is unknown, used or over; `invalid_input` for a password that is known to everybody.
 */
export async function claimAdmin(ctx: AuthCtx, origin: Origin, input: ClaimAdminInput): Promise<SignedIn> {
  await ctx.limits.consume('registerPerAddress', origin.address)
  await assertPassword(ctx, input.password, input)
  const { email } = input
  const passwordHash = await ctx.passwords.hash(input.password)
  const { signedIn, token } = await ctx.db.inPrismaTransaction(async (tx) => {
    const now = ctx.now()
    const { count } = await tx.prisma.oneTimeToken.updateMany({
      where: { hash: hashSecretToken(input.setupToken), purpose: 'admin_setup', usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    if (count === 0)
      throw new DomainError('invalid_token', 'This set-up link was used or is over. Start the server again for a new one.')
    const user = await createAccount(tx, { ...input, passwordHash, role: 'admin' })
    const token = await issueLink(tx, ctx, 'verify_email', { userId: user.id, email })
    return { signedIn: await grantSignIn(tx, ctx, { user, email, emailVerifiedAt: null, ticket: true, origin }), token }
  })
  postMail(ctx, email, mailTexts.verifyAddress(ctx.publicUrl, token))
  return signedIn
}
