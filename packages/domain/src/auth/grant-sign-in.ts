import type { SignedIn } from '@chatsphere/contracts'
import type { PrismaTx } from '@chatsphere/db'
import type { AuthCtx, Origin } from '../context.ts'
import { meView, type ProfileRecord } from '../users/index.ts'
import { ticketLifetimeMs } from './lifetimes.ts'
import { hashSecretToken, newSecretToken } from './secret-token.ts'
import { issueTokens, startSession } from './start-session.ts'

/** What somebody who has just proved who they are gets: a browser a one-time ticket, a program a session with tokens. */
export async function grantSignIn(
  tx: PrismaTx,
  ctx: AuthCtx,
  input: { user: ProfileRecord; email: string; emailVerifiedAt: Date | null; ticket: boolean; origin: Origin },
): Promise<SignedIn> {
  const user = meView(input.user, input)
  if (input.ticket) {
    const ticket = newSecretToken()
    await tx.prisma.oneTimeToken.create({
      data: {
        hash: hashSecretToken(ticket),
        purpose: 'sign_in',
        userId: user.id,
        expiresAt: new Date(ctx.now().getTime() + ticketLifetimeMs),
      },
    })
    return { user, ticket }
  }
  const sessionId = await startSession(tx, ctx, { userId: user.id, kind: 'program', origin: input.origin })
  return { user, tokens: await issueTokens(tx, ctx, { userId: user.id, sessionId }) }
}
