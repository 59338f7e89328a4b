import { accessSession, DomainError } from '@chatsphere/domain'
import type { Handler } from './handler.ts'

/** Keeps a socket beyond the expiry of the token that it came with. The new token must be of the same session. */
export const handleSessionRenew: Handler<'session:renew'> = async (ctx, socket, input) => {
  const subject = await ctx.tokens.verify(['access', 'realtime'], input.token)
  if (!subject || subject.sessionId !== socket.data.actor.sessionId) {
    throw new DomainError('invalid_token', 'This token is not valid for this connection.')
  }
  socket.data.actor = await accessSession(ctx, subject.sessionId)
  socket.data.tokenExpiresAt = subject.expiresAt
  return { expiresAt: subject.expiresAt.toISOString() }
}
