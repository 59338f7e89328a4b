import type { VerifyEmailInput } from '@chatsphere/contracts'
import type { PrismaTx } from '@chatsphere/db'
import { announcePerson, changeOwnState } from '../chat/index.ts'
import type { AuthCtx, Origin } from '../context.ts'
import { mailTexts, postMail } from '../mail/index.ts'
import { lockUser } from '../users/index.ts'
import { lockCredential } from './credential-repository.ts'
import { findLink, linkIsOver, useLink } from './mailed-links.ts'
import { asTaken } from './taken.ts'

/**
 * Confirms the address that a link was mailed to: it is its account's from now on, whether it was so before or was asked for as the next.
 * Works once. Throws `invalid_token` if the link is unknown, used or over, and `email_taken` if another account has got the address
 * meanwhile. Whoever opens the link need not be signed in: that they read the mail of the address is what it proves. The person's devices
 * are told that something changed, though not the address: they ask for it.
 */
export async function verifyEmail(ctx: AuthCtx, origin: Origin, input: VerifyEmailInput): Promise<void> {
  await ctx.limits.consume('linkPerAddress', origin.address)
  const link = await findLink(ctx, 'verify_email', input.token)
  const { userId, email } = link
  const { change, oldEmail } = await ctx.db.inPrismaTransaction(async (tx) => {
    const user = await lockUser(tx, userId)
    const credential = await lockCredential(tx, userId)
    if (!credential || user?.disabledAt) throw linkIsOver()
    await useLink(tx, ctx, link)
    await saveAddress(tx, userId, email, ctx.now())
    const topic = email === credential.email ? 'email.verified.v1' : 'email.changed.v1'
    const change = await changeOwnState(tx, userId, (userIds) => ({ topic, key: userId, payload: { userId, userIds } }))
    return { change, oldEmail: credential.email }
  })
  await announcePerson(ctx, change)
  if (oldEmail !== email) postMail(ctx, oldEmail, mailTexts.addressChanged())
}

async function saveAddress(tx: PrismaTx, userId: string, email: string, now: Date): Promise<void> {
  try {
    await tx.prisma.credential.update({ where: { userId }, data: { email, emailVerifiedAt: now, changedAt: now } })
  } catch (error) {
    throw asTaken(error)
  }
}
