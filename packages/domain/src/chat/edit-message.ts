import type { EditInput, EditResult } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { DomainError } from '../domain-error.ts'
import { changeMessage, messageNotFound } from './change-message.ts'
import { notAllowed } from './locked-conversation.ts'
import { isTooLong, tooLong } from './message-length.ts'
import { insertVersion } from './version-repository.ts'

/**
 * Gives an own message another body and keeps the one before. The body that it has already is a duplicate, whatever version the
 * edit was made on. Throws `invalid_input` where it is longer than the server allows, `edit_conflict` when the message has another version by now, `forbidden` for somebody else's.
 */
export async function editMessage(ctx: Ctx, actor: Actor, input: EditInput): Promise<EditResult> {
  const { message, changed } = await changeMessage(ctx, actor, input, async ({ message, capabilities, lengthMax, now }, tx) => {
    if (message.deletedAt) throw messageNotFound()
    if (message.authorId !== actor.userId || !capabilities.includes('post')) throw notAllowed()
    if (message.body === input.body) return null
    if (input.version !== undefined && input.version !== message.version) {
      throw new DomainError('edit_conflict', 'This message was edited meanwhile.')
    }
    if (isTooLong(input.body, lengthMax)) throw tooLong(lengthMax)
    await insertVersion(tx, message)
    const version = message.version + 1
    return {
      next: { ...message, body: input.body, version, editedAt: now.toISOString() },
      event: { topic: 'message.edited.v1', payload: { version } },
    }
  })
  return { message, duplicate: !changed }
}
