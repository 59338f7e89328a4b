import type { Tokens as TokensView } from '@chatsphere/contracts'
import type { PrismaTx } from '@chatsphere/db'
import { uuidv7 } from 'uuidv7'
import { appendEvents } from '../append-events.ts'
import type { AuthCtx, Origin } from '../context.ts'
import { refreshTokenLifetimeMs, sessionLifetimeMs } from './lifetimes.ts'
import { hashSecretToken, newSecretToken } from './secret-token.ts'

/** Opens a session under a new id, in the caller's transaction. */
export async function startSession(
  tx: PrismaTx,
  ctx: AuthCtx,
  input: { userId: string; kind: 'browser' | 'program'; origin: Origin },
): Promise<string> {
  const session = await tx.prisma.session.create({
    data: {
      id: uuidv7(),
      userId: input.userId,
      kind: input.kind,
      userAgent: input.origin.userAgent.slice(0, 300),
      address: input.origin.address,
      expiresAt: new Date(ctx.now().getTime() + sessionLifetimeMs),
    },
  })
  await appendEvents(tx, [
    { topic: 'session.started.v1', key: input.userId, payload: { userId: input.userId, sessionId: session.id } },
  ])
  return session.id
}

/** The first pair of tokens of a program's session. */
export async function issueTokens(tx: PrismaTx, ctx: AuthCtx, input: { userId: string; sessionId: string }): Promise<TokensView> {
  const refreshToken = newSecretToken()
  const expiresAt = new Date(ctx.now().getTime() + refreshTokenLifetimeMs)
  await tx.prisma.refreshToken.create({
    data: { hash: hashSecretToken(refreshToken), sessionId: input.sessionId, expiresAt },
  })
  return tokensView(ctx, input, { refreshToken, expiresAt })
}

export async function tokensView(
  ctx: AuthCtx,
  subject: { userId: string; sessionId: string },
  refresh: { refreshToken: string; expiresAt: Date },
): Promise<TokensView> {
  const access = await ctx.tokens.sign('access', subject)
  return {
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt.toISOString(),
    refreshToken: refresh.refreshToken,
    refreshTokenExpiresAt: refresh.expiresAt.toISOString(),
  }
}
