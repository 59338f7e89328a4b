import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { lastUsedResolutionMs, sessionIdleMs } from './lifetimes.ts'
import { findSession, type SessionRow, saveSessionUse } from './session-repository.ts'

/**
 * Answers who acts in a session that is alive at this moment; throws `session_revoked` otherwise.
 * Asked at each request and handshake, so that a revoked session or a disabled account is out at once whatever token it holds.
 */
export async function accessSession(ctx: Pick<Ctx, 'db' | 'now'>, sessionId: string): Promise<Actor> {
  return actorOf(await findLiveSession(ctx, sessionId))
}

/** The same, and notes that the session is in use, which keeps a browser's from ending for idleness. */
export async function accessUsedSession(ctx: Pick<Ctx, 'db' | 'now'>, sessionId: string): Promise<Actor> {
  const session = await findLiveSession(ctx, sessionId)
  if (ctx.now().getTime() - session.last_used_at.getTime() > lastUsedResolutionMs) await saveSessionUse(ctx.db, session.id)
  return actorOf(session)
}

async function findLiveSession(ctx: Pick<Ctx, 'db' | 'now'>, sessionId: string): Promise<SessionRow> {
  const session = await findSession(ctx.db, sessionId)
  const now = ctx.now()
  const idle = session?.kind === 'browser' && now.getTime() - session.last_used_at.getTime() > sessionIdleMs
  if (!session || session.revoked_at || session.disabled_at || session.expires_at <= now || idle) {
    throw new DomainError('session_revoked', 'This session has ended. Sign in again.')
  }
  return session
}

function actorOf(session: SessionRow): Actor {
  return { userId: session.user_id, sessionId: session.id, role: session.role }
}
