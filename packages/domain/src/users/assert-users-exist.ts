import type { Tx } from '@chatsphere/db'
import { DomainError } from '../domain-error.ts'
import { countUsers } from './user-repository.ts'

/** Throws `not_found` unless all of these accounts are there and not disabled. `userIds` has each once. */
export async function assertUsersExist(tx: Tx, userIds: readonly string[]): Promise<void> {
  if (userIds.length > 0 && (await countUsers(tx, userIds)) !== userIds.length) {
    throw new DomainError('not_found', 'One of these users does not exist.')
  }
}
