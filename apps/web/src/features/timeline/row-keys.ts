import type { KeyboardEvent } from 'react'
import type { MessageActs } from '@/features/message/message-acts.ts'

/**
 * What a key does to the message that has the focus by the keyboard: E edits, R replies, + and : react, Delete deletes, the menu key
 * opens the menu. Who has only pressed a message and then begins to type writes into the composer, as everywhere. True: it was done.
 */
export function actOnRow(event: KeyboardEvent<HTMLElement>, acts: MessageActs): boolean {
  const row = event.target
  if (!(row instanceof HTMLElement) || row.tagName !== 'ARTICLE' || !row.matches(':focus-visible')) return false
  if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return false
  const messageId = row.dataset.row ?? ''
  switch (event.key) {
    case 'e':
    case 'E':
      acts.edit(messageId)
      break
    case 'r':
    case 'R':
      acts.reply(messageId)
      break
    case '+':
    case ':':
      acts.open({ kind: 'emoji', messageId, anchor: row })
      break
    case 'Delete':
      acts.open({ kind: 'delete', messageId })
      break
    case 'ContextMenu':
      acts.open({ kind: 'menu', messageId })
      break
    case 'F10':
      if (!event.shiftKey) return false
      acts.open({ kind: 'menu', messageId })
      break
    default:
      return false
  }
  event.preventDefault()
  return true
}
