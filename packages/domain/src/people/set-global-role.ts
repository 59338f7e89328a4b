import type { Account, SetGlobalRoleInput } from '@chatsphere/contracts'
import { announcePerson, changeOwnState } from '../chat/index.ts'
import type { Actor, Ctx } from '../context.ts'
import { accessAccountAsAdmin, assertAdmin, assertNotLastAdmin } from './access-account.ts'
import { getAccount } from './account-repository.ts'

/**
 * As an admin gives somebody another role on this server, from their next request on; their devices are told. Throws `forbidden`,
 * `not_found`, `last_admin`.
 */
export async function setGlobalRole(ctx: Ctx, actor: Actor, input: SetGlobalRoleInput): Promise<Account> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  const { userId, role } = input
  const change = await ctx.db.inPrismaTransaction(async (tx) => {
    const account = await accessAccountAsAdmin(tx, actor, userId)
    if (account.role === role) return null
    assertNotLastAdmin(account)
    await tx.prisma.user.update({ where: { id: userId }, data: { role } })
    return changeOwnState(tx, userId, (userIds) => ({
      topic: 'user.role_changed.v1',
      key: userId,
      payload: { userId, userIds, actorId: actor.userId, role },
    }))
  })
  if (change) await announcePerson(ctx, change)
  return getAccount(ctx.db, userId)
}
