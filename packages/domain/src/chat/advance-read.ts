import type { MarkReadInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { moveCursor } from './move-cursor.ts'

/**
 * Reads up to a position, clamped to the head. The cursor only grows: an older version (another device has marked as unread
 * since) or position changes nothing. Throws `invalid_input` for a version that was never given out.
 */
export function advanceRead(ctx: Ctx, actor: Actor, input: MarkReadInput): Promise<void> {
  return moveCursor(ctx, actor, input.conversationId, (stored) => {
    const version = input.version ?? stored.read_version
    if (version > stored.read_version) throw new DomainError('invalid_input', 'This read version is not known.')
    const position = Math.min(input.position, stored.last_position)
    return version < stored.read_version || position <= stored.read_position ? null : { version, position }
  })
}
