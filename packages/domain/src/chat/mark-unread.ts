import type { MarkUnreadInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { moveCursor } from './move-cursor.ts'

/** Makes a position and all after it unread again, on all devices: a new version of the cursor, which reads of the old one do not undo. */
export function markUnread(ctx: Ctx, actor: Actor, input: MarkUnreadInput): Promise<void> {
  return moveCursor(ctx, actor, input.conversationId, (stored) => {
    if (input.position > stored.last_position) throw new DomainError('invalid_input', 'There is no message at this position.')
    return { version: stored.read_version + 1, position: input.position - 1 }
  })
}
