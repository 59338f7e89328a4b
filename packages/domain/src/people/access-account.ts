import type { Tx } from '@chatsphere/db'
import { lockOwnAccount, type OwnAccount } from '../auth/index.ts'
import type { Actor } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { accountDisabled } from '../users/index.ts'
import { type LockedAccount, lockAccount } from './account-repository.ts'

declare const checked: unique symbol

/** An account under its lock that the actor may change: their own, or as an admin anybody's. */
export type ChangeableAccount = LockedAccount & {
  /** Nobody else could undo it if this one lost its power. */
  readonly isLastAdmin: boolean
  readonly [checked]: true
}

/** For a first look, before anything is asked of the database. Throws `forbidden` for whoever is no admin. */
export function assertAdmin(actor: Actor): void {
  if (actor.role !== 'admin') throw notAdmin()
}

/**
 * Locks the account that an admin wants to change. Under the lock the right is looked at again: an admin who was demoted or disabled a
 * moment ago changes nothing any more. Throws `forbidden`, and `not_found` for an account that is not there or was deleted.
 */
export async function accessAccountAsAdmin(tx: Tx, actor: Actor, userId: string): Promise<ChangeableAccount> {
  const { account, adminIds } = await lockAccount(tx, userId)
  if (!adminIds.includes(actor.userId)) throw notAdmin()
  if (!account || account.deletedAt) throw new DomainError('not_found', 'There is no such account.')
  return changeable(account, adminIds)
}

/** Locks an account whose owner has shown its password, to be given up. Throws `invalid_credentials` if that is its password no more. */
export async function accessAccountAsOwner(tx: Tx, own: OwnAccount): Promise<ChangeableAccount> {
  const { account, adminIds } = await lockAccount(tx, own.userId)
  await lockOwnAccount(tx, own)
  if (!account || account.disabledAt) throw accountDisabled()
  return changeable(account, adminIds)
}

/** Throws `last_admin` if the server would be left without one who can make others. */
export function assertNotLastAdmin(account: ChangeableAccount): void {
  if (account.isLastAdmin) throw new DomainError('last_admin', 'This is the last admin. Make somebody else an admin first.')
}

function changeable(account: LockedAccount, adminIds: readonly string[]): ChangeableAccount {
  const isLastAdmin = adminIds.length === 1 && adminIds[0] === account.id
  return { ...account, isLastAdmin } as ChangeableAccount
}

function notAdmin(): DomainError {
  return new DomainError('forbidden', 'Only an admin may do this.')
}
