import type { AuthCtx } from '../context.ts'
import { DomainError } from '../domain-error.ts'

/**
 * Throws `invalid_input` for a password that is tried before all others: a well-known one, or the name or the address of the account.
 * Its length is the contract's matter.
 */
export async function assertPassword(
  ctx: Pick<AuthCtx, 'passwords'>,
  password: string,
  account: { username: string; email: string },
): Promise<void> {
  const given = password.toLowerCase()
  const [mailbox] = account.email.split('@')
  if ([account.username, account.email, mailbox].includes(given)) throw refused('This is your name. Choose another password.')
  if (await ctx.passwords.isWellKnown(password)) throw refused('Many people use this password. Choose another one.')
}

function refused(message: string): DomainError {
  return new DomainError('invalid_input', message, { fields: { password: message } })
}
