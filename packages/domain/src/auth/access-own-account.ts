import type { Tx } from '@chatsphere/db'
import type { Actor, AuthCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { lockCredential } from './credential-repository.ts'

declare const checked: unique symbol

/** The actor's account, whose password they have just shown. Only `accessOwnAccount` makes one. */
export interface OwnAccount {
  readonly userId: string
  readonly username: string
  readonly email: string
  readonly emailVerified: boolean
  readonly passwordHash: string
  readonly [checked]: true
}

/**
 * Asks the actor for the password again, before what changes the account itself: stops whoever finds a device left open. Throws
 * `invalid_credentials` for a wrong one, and `rate_limited` after ten.
 */
export async function accessOwnAccount(ctx: AuthCtx, actor: Actor, currentPassword: string): Promise<OwnAccount> {
  const { userId } = actor
  await ctx.limits.consume('passwordPerAccount', userId)
  const [user, credential] = await Promise.all([
    ctx.db.prisma.user.findUnique({ where: { id: userId } }),
    ctx.db.prisma.credential.findUnique({ where: { userId } }),
  ])
  const matches = await ctx.passwords.verify(credential?.passwordHash ?? null, currentPassword)
  if (!user || !credential || !matches) throw wrongPassword()
  await ctx.limits.forgive('passwordPerAccount', userId)
  const { email, emailVerifiedAt, passwordHash } = credential
  return { userId, username: user.username, email, emailVerified: emailVerifiedAt !== null, passwordHash } as OwnAccount
}

/** In the transaction of the change: throws `invalid_credentials` if the password that was shown is the account's no more. */
export async function lockOwnAccount(tx: Tx, account: OwnAccount): Promise<void> {
  const credential = await lockCredential(tx, account.userId)
  if (credential?.passwordHash !== account.passwordHash) throw wrongPassword()
}

function wrongPassword(): DomainError {
  const message = 'This is not your password.'
  return new DomainError('invalid_credentials', message, { fields: { currentPassword: message } })
}
