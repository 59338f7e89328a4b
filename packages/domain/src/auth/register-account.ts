import type { RegisterInput, SignedIn } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { createAccount } from './create-account.ts'
import { grantSignIn } from './grant-sign-in.ts'

/**
 * Makes an account and signs it in. Throws `username_taken` or `email_taken`: registration is the one place that
 * tells whether an account exists, which is why each address may try only so often.
 */
export async function registerAccount(ctx: AuthCtx, origin: Origin, input: RegisterInput): Promise<SignedIn> {
  await ctx.limits.consume('registerPerAddress', origin.address)
  const passwordHash = await ctx.passwords.hash(input.password)
  return ctx.db.inPrismaTransaction(async (tx) => {
    const user = await createAccount(tx, { ...input, passwordHash, role: 'user' })
    return grantSignIn(tx, ctx, { user, email: input.email, emailVerifiedAt: null, ticket: input.ticket === true, origin })
  })
}
