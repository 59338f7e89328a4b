'use client'

import type { Message } from '@chatsphere/contracts'
import { ClipboardCopy, Link, MailQuestionMark, Pencil, Pin, PinOff, Reply, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useMessageActs } from './message-acts.ts'

export interface MessageChoice {
  name: string
  label: string
  icon: ReactNode
  /** The key that does the same while the message has the focus. */
  shortcut?: string
  danger?: boolean
  act: () => void
}

const size = 17

/** What the menu of a message offers, on a desktop and on a phone: only what one may do. */
export function useMessageChoices(message: Message): MessageChoice[] {
  const words = useText().message
  const { copyText, copyLink, markUnread, deleteKey } = usePartText().choices
  const acts = useMessageActs()
  const rights = acts.rights(message)
  const { id } = message
  const pinned = message.pinnedAt !== null
  const choices: (MessageChoice | false)[] = [
    rights.reply && {
      name: 'reply',
      label: words.reply,
      icon: <Reply aria-hidden="true" size={size} className="rtl:-scale-x-100" />,
      shortcut: 'R',
      act: () => acts.reply(id),
    },
    rights.edit && {
      name: 'edit',
      label: words.edit,
      icon: <Pencil aria-hidden="true" size={size} />,
      shortcut: 'E',
      act: () => acts.edit(id),
    },
    {
      name: 'copy-text',
      label: copyText,
      icon: <ClipboardCopy aria-hidden="true" size={size} />,
      act: () => acts.copyText(id),
    },
    { name: 'copy-link', label: copyLink, icon: <Link aria-hidden="true" size={size} />, act: () => acts.copyLink(id) },
    rights.pin && {
      name: 'pin',
      label: pinned ? words.unpin : words.pin,
      icon: pinned ? <PinOff aria-hidden="true" size={size} /> : <Pin aria-hidden="true" size={size} />,
      act: () => acts.togglePin(id),
    },
    rights.markUnread && {
      name: 'mark-unread',
      label: markUnread,
      icon: <MailQuestionMark aria-hidden="true" size={size} />,
      act: () => acts.markUnread(id),
    },
    rights.delete && {
      name: 'delete',
      label: words.delete,
      icon: <Trash2 aria-hidden="true" size={size} />,
      shortcut: deleteKey,
      danger: true,
      act: () => acts.open({ kind: 'delete', messageId: id }),
    },
  ]
  return choices.filter((choice) => choice !== false)
}
