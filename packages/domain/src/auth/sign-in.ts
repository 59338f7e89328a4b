import type { LoginInput, SignedIn } from '@chatsphere/contracts'
import type { AuthCtx, Origin } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { grantSignIn } from './grant-sign-in.ts'

/**
 * Signs in by e-mail address or username. Whether the account exists, is disabled, or the password is wrong:
 * the same answer, after the same work.
 */
export async function signIn(ctx: AuthCtx, origin: Origin, input: LoginInput): Promise<SignedIn> {
  await ctx.limits.consume('signInPerAddress', origin.address)
  await ctx.limits.consume('signInPerAccount', input.identifier)
  const byName = await ctx.db.prisma.user.findUnique({ where: { username: input.identifier } })
  const credential = await ctx.db.prisma.credential.findUnique({
    where: byName ? { userId: byName.id } : { email: input.identifier },
  })
  const matches = await ctx.passwords.verify(credential?.passwordHash ?? null, input.password)
  const user = credential && (byName ?? (await ctx.db.prisma.user.findUnique({ where: { id: credential.userId } })))
  if (!matches || !credential || !user || user.disabledAt) {
    throw new DomainError('invalid_credentials', 'The name or the password is wrong.')
  }
  await ctx.limits.forgive('signInPerAccount', input.identifier)
  return ctx.db.inPrismaTransaction((tx) =>
    grantSignIn(tx, ctx, { user, email: credential.email, ticket: input.ticket === true, origin }),
  )
}
