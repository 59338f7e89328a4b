import type { PrismaTx } from '@chatsphere/db'
import { appendEvents } from '../append-events.ts'
import type { Ctx } from '../context.ts'
import { endSessions } from './end-sessions.ts'
import { endLinks } from './mailed-links.ts'

/**
 * Sets the password, in the caller's transaction, which holds the credential, and ends whatever the old one has let in: sessions, links,
 * tickets. In this order: a ticket that is being redeemed at this moment is waited for, and its session then seen. Answers the sessions
 * that ended, for `cutSessions`.
 */
export async function replacePassword(
  tx: PrismaTx,
  ctx: Pick<Ctx, 'now'>,
  change: { userId: string; passwordHash: string; how: 'changed' | 'reset'; exceptSessionId?: string },
): Promise<string[]> {
  const { userId, passwordHash, how } = change
  await tx.prisma.credential.update({ where: { userId }, data: { passwordHash, changedAt: ctx.now() } })
  await endLinks(tx, ctx, userId)
  await appendEvents(tx, [{ topic: 'password.changed.v1', key: userId, payload: { userId, how } }])
  return endSessions(tx, userId, change.exceptSessionId === undefined ? {} : { exceptId: change.exceptSessionId })
}
