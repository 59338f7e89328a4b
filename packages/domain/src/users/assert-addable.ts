import type { Tx } from '@chatsphere/db'
import type { Actor } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { accountDisabled } from './account-disabled.ts'
import { isBlockedByAny } from './block-repository.ts'

/**
 * Whether the actor may bring these people into a group. `enabledIds` are those of all of them whom `holdEnabledUsers` has found in the same
 * transaction, so that none of them blocks the actor meanwhile. Throws `not_found` unless all are there and not disabled, and `forbidden` if
 * one has blocked the actor: stops whoever was blocked from going on in a group of their own. `session_revoked` for a disabled actor.
 */
export async function assertAddable(
  tx: Tx,
  actor: Actor,
  userIds: readonly string[],
  enabledIds: readonly string[],
): Promise<void> {
  if (!enabledIds.includes(actor.userId)) throw accountDisabled()
  if (!userIds.every((userId) => enabledIds.includes(userId)))
    throw new DomainError('not_found', 'One of these users does not exist.')
  if (await isBlockedByAny(tx, actor.userId, userIds)) throw new DomainError('forbidden', 'You cannot add one of these people.')
}
