import type { RevokeSessionInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { endSession } from './end-session.ts'
import { findSession } from './session-repository.ts'

/** Signs out another of one's own devices. Throws `not_found` for anybody else's session, as for one that was never there. */
export async function revokeOwnSession(ctx: Ctx, actor: Actor, input: RevokeSessionInput): Promise<void> {
  const session = await findSession(ctx.db, input.sessionId)
  if (session?.user_id !== actor.userId) throw new DomainError('not_found', 'There is no such session.')
  await endSession(ctx, { userId: actor.userId, sessionId: session.id })
}
