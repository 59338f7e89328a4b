import type { Session } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { listOwnSessions } from './session-repository.ts'

/** The actor's sign-ins that have not ended, the last used first. */
export async function listSessions(ctx: Ctx, actor: Actor): Promise<Session[]> {
  const rows = await listOwnSessions(ctx.db, actor.userId)
  return rows.map((row) => ({
    id: row.id,
    current: row.id === actor.sessionId,
    kind: row.kind,
    userAgent: row.user_agent,
    address: row.address,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at.toISOString(),
  }))
}
