import type { LoginInput, SignedIn } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { findAccount } from './account-repository.ts'
import { grantSignIn } from './grant-sign-in.ts'

/**
 * Signs in by e-mail address or username. Whether the account exists, is disabled, or the password is wrong:
 * the same answer, after the same work.
 */
export async function signIn(ctx: AuthCtx, origin: Origin, input: LoginInput): Promise<SignedIn> {
  await ctx.limits.consume('signInPerAddress', origin.address)
  await ctx.limits.consume('signInPerAccount', input.identifier)
  const account = await findAccount(ctx.db, input.identifier)
  const matches = await ctx.passwords.verify(account?.passwordHash ?? null, input.password)
  if (!account || !matches || account.user.disabledAt) {
    throw new DomainError('invalid_credentials', 'The name or the password is wrong.')
  }
  const { user, email, emailVerifiedAt } = account
  await ctx.limits.forgive('signInPerAccount', input.identifier)
  return ctx.db.inPrismaTransaction((tx) =>
    grantSignIn(tx, ctx, { user, email, emailVerifiedAt, ticket: input.ticket === true, origin }),
  )
}
