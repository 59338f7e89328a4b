import type { Ctx } from '../context.ts'
import { getEpoch } from './conversation-repository.ts'
import type { LiveChange } from './locked-conversation.ts'

/** After the commit: tells the members' sockets. What is lost here is repaired by heads and sync, so that it never fails the act. */
export async function announceChange(ctx: Pick<Ctx, 'db' | 'live'>, change: LiveChange): Promise<void> {
  let epoch: string
  try {
    epoch = await getEpoch(ctx.db)
  } catch {
    return
  }
  ctx.live.emit(
    change.userIds.map((userId) => `user:${userId}` as const),
    'message:changed',
    { ...change.event, epoch },
  )
}
