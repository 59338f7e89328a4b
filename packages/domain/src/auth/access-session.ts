import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { sessionIdleMs } from './lifetimes.ts'
import { findSession } from './session-repository.ts'

/**
 * Answers who acts in a session that is alive at this moment; throws `session_revoked` otherwise.
 * Asked at each request and handshake, so that a revoked session or a disabled account is out at once whatever token it holds.
 */
export async function accessSession(ctx: Pick<Ctx, 'db' | 'now'>, sessionId: string): Promise<Actor> {
  const session = await findSession(ctx.db, sessionId)
  const now = ctx.now()
  const idle = session?.kind === 'browser' && now.getTime() - session.last_used_at.getTime() > sessionIdleMs
  if (!session || session.revoked_at || session.disabled_at || session.expires_at <= now || idle) {
    throw new DomainError('session_revoked', 'This session has ended. Sign in again.')
  }
  return { userId: session.user_id, sessionId: session.id, role: session.role }
}
