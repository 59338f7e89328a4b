import type { Tx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import type { Ctx } from '../context.ts'
import { revokeSessions } from './session-repository.ts'

/** Revokes a user's sessions, all of them or as `which` says, in the caller's transaction. Answers those that were alive, for `cutSessions`. */
export async function endSessions(tx: Tx, userId: string, which: { onlyId?: string; exceptId?: string } = {}): Promise<string[]> {
  const sessionIds = await revokeSessions(tx, userId, which)
  await appendEvents(
    tx,
    sessionIds.map((sessionId) => ({ topic: 'session.ended.v1', key: userId, payload: { userId, sessionId } })),
  )
  return sessionIds
}

/** After the commit: cuts the sockets on every node. */
export function cutSessions(ctx: Pick<Ctx, 'live'>, sessionIds: readonly string[]): void {
  for (const sessionId of sessionIds) ctx.live.endSession(sessionId)
}
