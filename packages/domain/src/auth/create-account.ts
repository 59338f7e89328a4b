import type { GlobalRole } from '@chatsphere/contracts'
import { Prisma, type PrismaTx } from '@chatsphere/db'
import { uuidv7 } from 'uuidv7'
import { appendEvents } from '../append-events.ts'
import { DomainError } from '../domain-error.ts'
import type { ProfileRecord } from '../users/index.ts'

export interface NewAccount {
  email: string
  username: string
  displayName: string
  passwordHash: string
  role: GlobalRole
}

/** Adds a user with its credential, in the caller's transaction. The unique keys decide between two that race for one name. */
export async function createAccount(tx: PrismaTx, account: NewAccount): Promise<ProfileRecord> {
  const id = uuidv7()
  try {
    const user = await tx.prisma.user.create({
      data: { id, username: account.username, displayName: account.displayName, role: account.role },
    })
    await tx.prisma.credential.create({ data: { userId: id, email: account.email, passwordHash: account.passwordHash } })
    await tx.prisma.userState.create({ data: { userId: id } })
    await appendEvents(tx, [{ topic: 'user.registered.v1', key: id, payload: { userId: id } }])
    return user
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
    throw error.meta?.modelName === 'Credential' ? emailTaken() : usernameTaken()
  }
}

function usernameTaken(): DomainError {
  const message = 'This username is taken.'
  return new DomainError('username_taken', message, { fields: { username: message } })
}

function emailTaken(): DomainError {
  const message = 'There is an account with this e-mail address.'
  return new DomainError('email_taken', message, { fields: { email: message } })
}
