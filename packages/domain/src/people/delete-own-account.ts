import { deletedUsernamePrefix, type EndAccountInput } from '@chatsphere/contracts'
import type { PrismaTx } from '@chatsphere/db'
import { accessOwnAccount } from '../auth/index.ts'
import { deleteDrafts } from '../chat/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { mailTexts } from '../mail/index.ts'
import { accessAccountAsOwner } from './access-account.ts'
import { saveTombstone } from './account-repository.ts'
import { announceClosed, closeAccount } from './close-account.ts'

/**
 * Deletes the actor's account for good. What they wrote stays where it is and is by a tombstone, a user without a name: other people's
 * conversations keep their sense, and the numbers of messages their order. Address, password, profile, settings, status, blocks and drafts
 * go, and name and address are free again. Throws `invalid_credentials` for a wrong password, `last_admin`.
 */
export async function deleteOwnAccount(ctx: AuthCtx, actor: Actor, input: EndAccountInput): Promise<void> {
  const own = await accessOwnAccount(ctx, actor, input.currentPassword)
  const closed = await ctx.db.inPrismaTransaction(async (tx) => {
    const account = await accessAccountAsOwner(tx, own)
    const { id: userId } = account
    const closed = await closeAccount(tx, ctx, account, (userIds) => ({
      topic: 'user.deleted.v1',
      key: userId,
      payload: { userId, userIds, actorId: userId },
    }))
    await saveTombstone(tx, userId, { username: tombstoneName(userId), displayName: 'Deleted account' })
    await removeTraces(tx, userId)
    return closed
  })
  await announceClosed(ctx, closed, mailTexts.accountDeleted())
}

/** Of the random part of the id: fits a username, and nobody else has it. */
function tombstoneName(userId: string): string {
  return deletedUsernamePrefix + userId.replaceAll('-', '').slice(-16)
}

async function removeTraces(tx: PrismaTx, userId: string): Promise<void> {
  await deleteDrafts(tx, userId)
  await tx.prisma.block.deleteMany({ where: { OR: [{ userId }, { blockedId: userId }] } })
  await tx.prisma.status.deleteMany({ where: { userId } })
  await tx.prisma.userState.update({ where: { userId }, data: { settings: {} } })
  await tx.prisma.credential.delete({ where: { userId } })
  await tx.prisma.oneTimeToken.deleteMany({ where: { userId } })
  // The rows stay for a while, so that nodes see that they were revoked.
  await tx.prisma.session.updateMany({ where: { userId }, data: { userAgent: '', address: '' } })
}
