import type { RegisterInput, SignedIn } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { getServerSettings } from '../server-settings/index.ts'
import { assertPassword } from './assert-password.ts'
import { createAccount } from './create-account.ts'
import { grantSignIn } from './grant-sign-in.ts'
import { takeInvitation } from './invitation-repository.ts'
import { issueLink } from './mailed-links.ts'
import { hashSecretToken } from './secret-token.ts'

/**
 * Makes an account, signs it in, and mails the link that confirms its address. Throws `username_taken` or `email_taken`: registration is
 * the one place that tells whether an account exists, which is why each address may try only so often; `invalid_input` for a password
 * that is known to everybody; `forbidden` while registration is closed, or takes an invitation and this is none that is open.
 */
export async function registerAccount(ctx: AuthCtx, origin: Origin, input: RegisterInput): Promise<SignedIn> {
  await ctx.limits.consume('registerPerAddress', origin.address)
  const { registration } = await getServerSettings(ctx.db)
  if (registration === 'closed') throw new DomainError('forbidden', 'Nobody can register on this server at present.')
  const invitationHash = registration === 'invitation' ? hashSecretToken(input.invitation ?? '') : null
  await assertPassword(ctx, input.password, input)
  const { email } = input
  const passwordHash = await ctx.passwords.hash(input.password)
  const { signedIn, token } = await ctx.db.inPrismaTransaction(async (tx) => {
    const invitationId = invitationHash && (await takeInvitation(tx, invitationHash))
    if (invitationHash && !invitationId) throw new DomainError('forbidden', 'Registering on this server takes an invitation.')
    const user = await createAccount(tx, { ...input, passwordHash, role: 'user', invitationId })
    const token = await issueLink(tx, ctx, 'verify_email', { userId: user.id, email })
    const ticket = input.ticket === true
    return { signedIn: await grantSignIn(tx, ctx, { user, email, emailVerifiedAt: null, ticket, origin }), token }
  })
  postMail(ctx, email, mailTexts.verifyAddress(ctx.publicUrl, token))
  return signedIn
}
