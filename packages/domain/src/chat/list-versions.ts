import type { MessageVersion, VersionsInput } from '@chatsphere/contracts'
import type { Actor, Ctx } from '../context.ts'
import { accessConversation } from './access-conversation.ts'
import { messageNotFound } from './change-message.ts'
import { findByIds } from './message-repository.ts'
import { listEarlierVersions } from './version-repository.ts'

/** All bodies that a message has had, the present one last. Throws `not_found` for one that is deleted or not to be seen. */
export async function listVersions(ctx: Ctx, actor: Actor, input: VersionsInput): Promise<MessageVersion[]> {
  const place = await accessConversation(ctx.db, actor, input.conversationId)
  const [message] = await findByIds(ctx.db, [input])
  if (!message || message.deletedAt || message.kind !== 'user' || message.position < place.history_from) throw messageNotFound()
  const { version, body } = message
  return [...(await listEarlierVersions(ctx.db, message)), { version, body, createdAt: message.editedAt ?? message.createdAt }]
}
