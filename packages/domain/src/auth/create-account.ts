import type { GlobalRole } from '@chatsphere/contracts'
import type { PrismaTx } from '@chatsphere/db'
import { uuidv7 } from 'uuidv7'
import { appendEvents } from '../append-events.ts'
import type { ProfileRecord } from '../users/index.ts'
import { asTaken } from './taken.ts'

export interface NewAccount {
  email: string
  username: string
  displayName: string
  passwordHash: string
  role: GlobalRole
  /** By which they came. */
  invitationId?: string | null
}

/** Adds a user with its credential, in the caller's transaction. The unique keys decide between two that race for one name. */
export async function createAccount(tx: PrismaTx, account: NewAccount): Promise<ProfileRecord> {
  const id = uuidv7()
  const { invitationId } = account
  try {
    const user = await tx.prisma.user.create({
      data: { id, username: account.username, displayName: account.displayName, role: account.role },
    })
    await tx.prisma.credential.create({ data: { userId: id, email: account.email, passwordHash: account.passwordHash } })
    await tx.prisma.userState.create({ data: { userId: id } })
    await appendEvents(tx, [
      { topic: 'user.registered.v1', key: id, payload: { userId: id, ...(invitationId && { invitationId }) } },
    ])
    return user
  } catch (error) {
    throw asTaken(error)
  }
}
