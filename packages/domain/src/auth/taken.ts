import { Prisma } from '@chatsphere/db'
import { DomainError } from '../domain-error.ts'

/** What a unique key of accounts refused, as `username_taken` or `email_taken`; any other error as it is. */
export function asTaken(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return error
  return error.meta?.modelName === 'Credential' ? emailTaken() : usernameTaken()
}

function usernameTaken(): DomainError {
  const message = 'This username is taken.'
  return new DomainError('username_taken', message, { fields: { username: message } })
}

function emailTaken(): DomainError {
  const message = 'There is an account with this e-mail address.'
  return new DomainError('email_taken', message, { fields: { email: message } })
}
