import type { BlockInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { setBlock } from './set-block.ts'

/**
 * Blocks somebody: neither writes to the other in their direct conversation any more, and the actor sees nothing of their presence. In
 * groups nothing changes. The blocked person is not told: they find the actor as before, and their conversation is closed to them as to a
 * disabled account's peer. Throws `not_found` for somebody who is not there, `invalid_input` for oneself.
 */
export async function blockUser(ctx: Ctx, actor: Actor, input: BlockInput): Promise<void> {
  const { userId } = input
  if (userId === actor.userId) throw new DomainError('invalid_input', 'You cannot block yourself.')
  await setBlock(ctx, actor, { userId, on: true }, async (tx) => {
    const count = await tx.prisma.user.count({ where: { id: userId, deletedAt: null } })
    if (count === 0) throw new DomainError('not_found', 'There is no such user.')
  })
}
