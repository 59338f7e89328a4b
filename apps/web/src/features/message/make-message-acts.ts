import type { ChatClient } from '@chatsphere/client'
import type { Message } from '@chatsphere/contracts'
import { startEdit, startReply } from '@/features/composer/composing.ts'
import { copyText } from '@/features/design/copy-text.ts'
import { showNotice } from '@/features/design/show-notice.ts'
import { noteEmoji } from '@/features/emoji/recent-emoji.ts'
import type { Language } from '@/features/messages/languages.ts'
import { partText } from '@/features/messages/use-part-text.ts'
import { messageAddress } from '@/features/shell/navigation.ts'
import type { LateActs } from './message-acts.ts'
import { type MessageRights, messageRights } from './message-rights.ts'
import { pendingChangesOf } from './pending-changes.ts'

interface MessageActsOptions {
  client: ChatClient
  conversationId: string
  language: () => Language
  /** Whatever is in sight is not read again by being in sight. */
  onMarkedUnread: () => void
}

/** The acts on the messages of one conversation. What the server refuses is as before, and a notice says so. */
export function makeMessageActs({ client, conversationId, language, onMarkedUnread }: MessageActsOptions): LateActs {
  const changes = pendingChangesOf(client)
  const words = () => partText(language()).acted
  /** Does it if the message is there and it is allowed: by key strokes anything may be asked. */
  const may = (messageId: string, right: keyof MessageRights, act: (message: Message) => void) => {
    const message = client.message(conversationId, messageId)
    if (message === undefined) return
    const { capabilities = [] } = client.conversation(conversationId) ?? {}
    if (messageRights(message, client.me.id, capabilities)[right]) act(message)
  }
  const told = (done: Promise<unknown>, refusal: string) => void done.catch(() => showNotice(refusal))

  return {
    toggleReaction(messageId, emoji) {
      may(messageId, 'react', (message) => {
        const wished = changes.of(messageId)?.reactions?.[emoji]
        const has = message.reactions.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(client.me.id))
        const on = !(wished ?? has)
        if (on) noteEmoji(emoji)
        told(changes.react(message, emoji, on), words().refused.reaction)
      })
    },
    reply: (messageId) => may(messageId, 'reply', (message) => startReply(client, message)),
    edit: (messageId) => may(messageId, 'edit', (message) => startEdit(message)),
    copyText(messageId) {
      const message = client.message(conversationId, messageId)
      if (message !== undefined) void copied(message.body, words().textCopied, words().notCopied)
    },
    copyLink(messageId) {
      const message = client.message(conversationId, messageId)
      if (message !== undefined) void copied(messageAddress(message), words().linkCopied, words().notCopied)
    },
    togglePin: (messageId) =>
      may(messageId, 'pin', (message) => told(changes.pin(message, message.pinnedAt === null), words().refused.pin)),
    markUnread: (messageId) =>
      may(messageId, 'markUnread', (message) => {
        onMarkedUnread()
        told(client.markUnread(conversationId, message.position), words().refused.markUnread)
      }),
    delete: (messageId) => may(messageId, 'delete', (message) => told(changes.delete(message), words().refused.delete)),
  }
}

async function copied(text: string, done: string, failed: string): Promise<void> {
  showNotice((await copyText(text)) ? done : failed)
}
