import type { PrismaTx } from '@chatsphere/db'
import type { Actor, Ctx } from '../context.ts'
import type { ChangeableAccount } from './access-account.ts'
import { type ClosedAccount, closeAccount } from './close-account.ts'

/** In the caller's transaction, by its owner or an admin. Messages, memberships and settings stay for the day when it is enabled again. */
export function disableAccount(
  tx: PrismaTx,
  ctx: Pick<Ctx, 'now'>,
  actor: Actor,
  account: ChangeableAccount,
): Promise<ClosedAccount> {
  return closeAccount(tx, ctx, account, (userIds) => ({
    topic: 'user.disabled.v1',
    key: account.id,
    payload: { userId: account.id, userIds, actorId: actor.userId, disabled: true },
  }))
}
