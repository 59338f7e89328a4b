import type { LoginInput, SignedIn } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { holdEnabledUsers } from '../users/index.ts'
import { findAccount } from './account-repository.ts'
import { holdPassword } from './credential-repository.ts'
import { grantSignIn } from './grant-sign-in.ts'

/**
 * Signs in by e-mail address or username. Whether the account exists, is disabled, or the password is wrong:
 * the same answer, after the same work. Both are looked at again in the transaction that lets in: checking a password takes a while, and
 * an account that was disabled meanwhile, or whose password was replaced, must not be left with a session that nobody ended.
 */
export async function signIn(ctx: AuthCtx, origin: Origin, input: LoginInput): Promise<SignedIn> {
  await ctx.limits.consume('signInPerAddress', origin.address)
  await ctx.limits.consume('signInPerAccount', input.identifier)
  // Last, so that whoever is refused for themselves takes nothing from the others.
  await ctx.limits.consume('signInEverywhere', 'all')
  const account = await findAccount(ctx.db, input.identifier)
  const matches = await ctx.passwords.verify(account?.passwordHash ?? null, input.password)
  if (!account || !matches || account.user.disabledAt) throw wrongCredentials()
  const { user, email, emailVerifiedAt, passwordHash } = account
  await ctx.limits.forgive('signInPerAccount', input.identifier)
  return ctx.db.inPrismaTransaction(async (tx) => {
    const [enabled] = await holdEnabledUsers(tx, [user.id])
    if (enabled === undefined || !(await holdPassword(tx, user.id, passwordHash))) throw wrongCredentials()
    return grantSignIn(tx, ctx, { user, email, emailVerifiedAt, ticket: input.ticket === true, origin })
  })
}

function wrongCredentials(): DomainError {
  return new DomainError('invalid_credentials', 'The name or the password is wrong.')
}
