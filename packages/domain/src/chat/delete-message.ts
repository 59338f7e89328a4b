import type { DeleteInput, MessageResult } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { changeMessage } from './change-message.ts'
import { notAllowed } from './locked-conversation.ts'
import { deleteVersions } from './version-repository.ts'

/**
 * Leaves a tombstone: position and author stay, body, earlier bodies, reactions and pin are gone for good. Own messages, and others'
 * with the right to. Deleting again changes nothing. Throws `forbidden`.
 */
export async function deleteMessage(ctx: Ctx, actor: Actor, input: DeleteInput): Promise<MessageResult> {
  const { message } = await changeMessage(ctx, actor, input, async ({ message, capabilities, now }, tx) => {
    if (message.authorId !== actor.userId && !capabilities.includes('delete_others')) throw notAllowed()
    if (message.deletedAt) return null
    await deleteVersions(tx, message)
    return {
      next: { ...message, body: '', reactions: [], pinnedAt: null, deletedAt: now.toISOString() },
      event: { topic: 'message.deleted.v1', payload: {} },
    }
  })
  return { message }
}
