import type { PrismaTx } from '@chatsphere/db'
import type { Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { resetLinkLifetimeMs, verifyLinkLifetimeMs } from './lifetimes.ts'
import { hashSecretToken, newSecretToken } from './secret-token.ts'

type LinkPurpose = 'verify_email' | 'reset_password'

const lifetimeMs: Record<LinkPurpose, number> = { verify_email: verifyLinkLifetimeMs, reset_password: resetLinkLifetimeMs }

/** Whose link this is, and to which address it was mailed. */
export interface MailedLink {
  readonly hash: Uint8Array<ArrayBuffer>
  readonly userId: string
  readonly email: string
}

/** Makes the token of a link that is to be mailed to `email`, in the caller's transaction. Without a holder it opens nothing. */
export async function issueLink(
  tx: PrismaTx,
  ctx: Pick<Ctx, 'now'>,
  purpose: LinkPurpose,
  holder: { userId: string; email: string } | null,
): Promise<string> {
  const token = newSecretToken()
  const expiresAt = new Date(ctx.now().getTime() + lifetimeMs[purpose])
  await tx.prisma.oneTimeToken.create({ data: { hash: hashSecretToken(token), purpose, expiresAt, ...holder } })
  return token
}

/** Looks at a link without using it. Throws `invalid_token` if it is unknown, used or over. */
export async function findLink(ctx: Pick<Ctx, 'db' | 'now'>, purpose: LinkPurpose, token: string): Promise<MailedLink> {
  const hash = hashSecretToken(token)
  const row = await ctx.db.prisma.oneTimeToken.findUnique({ where: { hash } })
  if (row?.purpose !== purpose || row.usedAt || row.expiresAt <= ctx.now()) throw linkIsOver()
  if (row.userId === null || row.email === null) throw linkIsOver()
  return { hash, userId: row.userId, email: row.email }
}

/** Uses a link up, and with it whatever else was mailed or given to the account to be used once. Of two who race for it one gets it. */
export async function useLink(tx: PrismaTx, ctx: Pick<Ctx, 'now'>, link: MailedLink): Promise<void> {
  const { count } = await tx.prisma.oneTimeToken.updateMany({
    where: { hash: link.hash, usedAt: null },
    data: { usedAt: ctx.now() },
  })
  if (count === 0) throw linkIsOver()
  await endLinks(tx, ctx, link.userId)
}

/**
 * Ends all that an account could still use once: links in its mails, sign-in tickets. After a change of its password or its address none
 * of those that somebody else may hold may undo it.
 */
export async function endLinks(tx: PrismaTx, ctx: Pick<Ctx, 'now'>, userId: string): Promise<void> {
  await tx.prisma.oneTimeToken.updateMany({ where: { userId, usedAt: null }, data: { usedAt: ctx.now() } })
}

export function linkIsOver(): DomainError {
  return new DomainError('invalid_token', 'This link was used or is over. Ask for a new one.')
}
