import type { RefreshInput, Tokens } from '@chatsphere/contracts'
import type { PrismaTx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import type { AuthCtx, Origin } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { refreshGraceMs, refreshTokenLifetimeMs } from './lifetimes.ts'
import { type LockedToken, lockToken } from './refresh-token-repository.ts'
import { hashSecretToken } from './secret-token.ts'
import { revokeSession } from './session-repository.ts'
import { tokensView } from './start-session.ts'

/**
 * Trades a refresh token for its successor. The same token again within 30 s gets the same successor (a lost answer, parallel
 * calls); later it is taken for stolen, and the whole session is revoked. Throws `invalid_token` or `session_revoked`.
 */
export async function refreshTokens(ctx: AuthCtx, origin: Origin, input: RefreshInput): Promise<Tokens> {
  await ctx.limits.consume('refreshPerAddress', origin.address)
  const hash = hashSecretToken(input.refreshToken)
  const outcome = await ctx.db.inPrismaTransaction(async (tx) => {
    const token = await lockToken(tx, hash)
    const now = ctx.now()
    if (!token || token.expiresAt <= now) return { refused: 'invalid_token' as const }
    if (token.revokedAt || token.disabledAt || token.sessionExpiresAt <= now) return { refused: 'session_revoked' as const }
    if (token.usedAt && now.getTime() - token.usedAt.getTime() > refreshGraceMs) {
      await revokeFamily(tx, token)
      return { refused: 'session_revoked' as const, revoked: token.sessionId }
    }
    const refreshToken = ctx.tokens.successorOf(input.refreshToken)
    const successor = await succeed(tx, ctx, { hash, token, refreshToken })
    return { granted: token, refresh: { refreshToken, expiresAt: successor } }
  })
  if ('revoked' in outcome && outcome.revoked) ctx.live.endSession(outcome.revoked)
  if ('refused' in outcome) {
    throw outcome.refused === 'invalid_token'
      ? new DomainError('invalid_token', 'This refresh token is not valid. Sign in again.')
      : new DomainError('session_revoked', 'This session has ended. Sign in again.')
  }
  return tokensView(ctx, outcome.granted, outcome.refresh)
}

/** Marks the token as used, makes its successor if this is the first use, and answers when that one expires. */
async function succeed(
  tx: PrismaTx,
  ctx: AuthCtx,
  input: { hash: Uint8Array<ArrayBuffer>; token: LockedToken; refreshToken: string },
): Promise<Date> {
  const successorHash = hashSecretToken(input.refreshToken)
  if (input.token.usedAt) {
    const successor = await tx.prisma.refreshToken.findUniqueOrThrow({ where: { hash: successorHash } })
    return successor.expiresAt
  }
  const now = ctx.now()
  const expiresAt = new Date(now.getTime() + refreshTokenLifetimeMs)
  await tx.prisma.refreshToken.update({ where: { hash: input.hash }, data: { usedAt: now } })
  await tx.prisma.refreshToken.create({ data: { hash: successorHash, sessionId: input.token.sessionId, expiresAt } })
  await tx.prisma.session.update({ where: { id: input.token.sessionId }, data: { lastUsedAt: now } })
  return expiresAt
}

async function revokeFamily(tx: PrismaTx, token: LockedToken): Promise<void> {
  await revokeSession(tx, token.sessionId)
  await appendEvents(tx, [
    {
      topic: 'session.reuse_detected.v1',
      key: token.userId,
      payload: { userId: token.userId, sessionId: token.sessionId },
    },
  ])
}
