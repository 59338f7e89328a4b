import type { RegisterInput, SignedIn } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { getServerSettings } from '../server-settings/index.ts'
import { assertPassword } from './assert-password.ts'
import { createAccount } from './create-account.ts'
import { grantSignIn } from './grant-sign-in.ts'
import { issueLink } from './mailed-links.ts'

/**
 * Makes an account, signs it in, and mails the link that confirms its address. Throws `username_taken` or `email_taken`: registration is
 * the one place that tells whether an account exists, which is why each address may try only so often; `invalid_input` for a password
 * that is known to everybody; `forbidden` while registration is closed.
 */
export async function registerAccount(ctx: AuthCtx, origin: Origin, input: RegisterInput): Promise<SignedIn> {
  await ctx.limits.consume('registerPerAddress', origin.address)
  if ((await getServerSettings(ctx.db)).registration === 'closed') {
    throw new DomainError('forbidden', 'Nobody can register on this server at present.')
  }
  await assertPassword(ctx, input.password, input)
  const { email } = input
  const passwordHash = await ctx.passwords.hash(input.password)
  const { signedIn, token } = await ctx.db.inPrismaTransaction(async (tx) => {
    const user = await createAccount(tx, { ...input, passwordHash, role: 'user' })
    const token = await issueLink(tx, ctx, 'verify_email', { userId: user.id, email })
    const ticket = input.ticket === true
    return { signedIn: await grantSignIn(tx, ctx, { user, email, emailVerifiedAt: null, ticket, origin }), token }
  })
  postMail(ctx, email, mailTexts.verifyAddress(ctx.publicUrl, token))
  return signedIn
}
