import type { ChatClient } from '@chatsphere/client'
import type { ErrorCode } from '@chatsphere/contracts'
import { pendingChangesOf } from '@/features/message/pending-changes.ts'
import type { Messages } from '@/features/messages/text.ts'
import { type Edit, giveBack } from './composing.ts'

/**
 * Saves an edit, which is shown at once. If the server does not take it, the text is in the composer again, to be saved on the message as
 * it is then, and the words say why: nothing that was written is lost.
 */
export function saveEdit(client: ChatClient, { message }: Edit, body: string, words: Messages['composer']): void {
  if (body === message.body) return
  pendingChangesOf(client)
    .edit(message, body)
    .catch((error: { code?: ErrorCode }) => {
      // After a reload it may not be among what is loaded.
      const now = client.message(message.conversationId, message.id) ?? message
      // Deleted meanwhile: there is nothing to be edited any more.
      if (now.deletedAt !== null) return
      giveBack(now, body, error.code === 'edit_conflict' ? words.editConflict : words.editRefused)
    })
}
