import type { AuthCtx, Origin } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { hashSecretToken } from './secret-token.ts'
import { startSession } from './start-session.ts'

/** Trades a one-time ticket for a browser session. Throws `invalid_token` if it is unknown, used or over. */
export async function redeemTicket(ctx: AuthCtx, origin: Origin, ticket: string): Promise<{ userId: string; sessionId: string }> {
  await ctx.limits.consume('ticketPerAddress', origin.address)
  return ctx.db.inPrismaTransaction(async (tx) => {
    const now = ctx.now()
    const where = { hash: hashSecretToken(ticket), purpose: 'sign_in', usedAt: null, expiresAt: { gt: now } }
    // The update is what two requests with one ticket race for: one sees a row, the other none.
    const { count } = await tx.prisma.oneTimeToken.updateMany({ where, data: { usedAt: now } })
    const token = count === 1 && (await tx.prisma.oneTimeToken.findUnique({ where: { hash: where.hash } }))
    if (!token || token.userId === null) throw new DomainError('invalid_token', 'This sign-in is over. Sign in again.')
    const sessionId = await startSession(tx, ctx, { userId: token.userId, kind: 'browser', origin })
    return { userId: token.userId, sessionId }
  })
}
