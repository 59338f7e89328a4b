import type { BlockInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { setBlock } from './set-block.ts'

/** Takes a block back. Somebody who is not blocked stays so. */
export function unblockUser(ctx: Ctx, actor: Actor, input: BlockInput): Promise<void> {
  return setBlock(ctx, actor, { userId: input.userId, on: false })
}
