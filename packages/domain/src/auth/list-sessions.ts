import type { Session } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { listOwnSessions } from './session-repository.ts'
import { sessionView } from './session-view.ts'

/** The actor's sign-ins that have not ended, the last used first. */
export async function listSessions(ctx: Ctx, actor: Actor): Promise<Session[]> {
  const rows = await listOwnSessions(ctx.db, actor.userId)
  return rows.map((row) => ({ ...sessionView(row), current: row.id === actor.sessionId }))
}
