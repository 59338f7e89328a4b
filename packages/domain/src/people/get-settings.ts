import type { Settings } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { getOwnState } from '../users/index.ts'

export async function getSettings(ctx: Ctx, actor: Actor): Promise<Settings> {
  return (await getOwnState(ctx.db, actor.userId)).settings
}
