import type { Account, SetDisabledInput } from '@chatsphere/contracts'
import type { PrismaTx } from '@chatsphere/db'
import { announcePerson, changePerson } from '../chat/index.ts'
import type { Actor, AuthCtx } from '../context.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { accessAccountAsAdmin, assertAdmin, type ChangeableAccount } from './access-account.ts'
import { getAccount, saveDisabled } from './account-repository.ts'
import { announceClosed } from './close-account.ts'
import { disableAccount } from './disable-account.ts'

/**
 * As an admin disables an account or enables it again; the person is told by mail. An account that is so already stays as it is. Throws
 * `forbidden`, `not_found` (a deleted one cannot come back), `last_admin`.
 */
export async function setDisabled(ctx: AuthCtx, actor: Actor, input: SetDisabledInput): Promise<Account> {
  assertAdmin(actor)
  await ctx.limits.consume('adminPerAccount', actor.userId)
  const announce = await ctx.db.inPrismaTransaction(async (tx) => {
    const account = await accessAccountAsAdmin(tx, actor, input.userId)
    if ((account.disabledAt !== null) === input.disabled) return null
    if (!input.disabled) return enable(tx, ctx, actor, account)
    const closed = await disableAccount(tx, ctx, actor, account)
    return () => announceClosed(ctx, closed, mailTexts.accountDisabled())
  })
  await announce?.()
  return getAccount(ctx.db, input.userId)
}

async function enable(tx: PrismaTx, ctx: AuthCtx, actor: Actor, account: ChangeableAccount): Promise<() => Promise<void>> {
  const userId = account.id
  const change = await changePerson(tx, userId, {
    touchesRight: true,
    eventOf: (userIds) => ({
      topic: 'user.disabled.v1',
      key: userId,
      payload: { userId, userIds, actorId: actor.userId, disabled: false },
    }),
  })
  await saveDisabled(tx, userId, false)
  const { email } = await tx.prisma.credential.findUniqueOrThrow({ where: { userId } })
  return async () => {
    postMail(ctx, email, mailTexts.accountEnabled(ctx.publicUrl))
    await announcePerson(ctx, change)
  }
}
