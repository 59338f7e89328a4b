'use client'

import type { Conversation } from '@chatsphere/contracts'
import { Pencil, Reply, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { useNamed } from '@/features/message/people-names.ts'
import { useQuoted } from '@/features/message/use-quoted.ts'
import { useSnippet } from '@/features/message/use-snippet.ts'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useText } from '@/features/messages/use-text.ts'
import type { Edit } from './composing.ts'

interface BarProps {
  icon: ReactNode
  closeLabel: string
  onClose: () => void
  children: ReactNode
}

/** Above the text: what it is for, and the way out of it. */
function Bar({ icon, closeLabel, onClose, children }: BarProps) {
  return (
    <div className="flex min-h-9 items-center gap-2 border-line border-b ps-4 pe-2 text-ink-soft text-sm pointer-coarse:min-h-11">
      <span className="flex-none">{icon}</span>
      <div className="flex min-w-0 flex-1 items-center gap-1.5 py-1.5">{children}</div>
      <IconButton label={closeLabel} tipSide="top" onClick={onClose} className="!size-7 pointer-coarse:!size-11">
        <X aria-hidden="true" size={15} />
      </IconButton>
    </div>
  )
}

export function ReplyBar({
  conversation,
  messageId,
  onClose,
}: {
  conversation: Conversation
  messageId: string
  onClose: () => void
}) {
  const text = useText()
  const words = usePartText().composerBar
  const quoted = useQuoted(conversation.id, messageId)
  const snippet = useSnippet(typeof quoted === 'object' ? quoted : undefined)
  return (
    <Bar
      icon={<Reply aria-hidden="true" size={15} className="rtl:-scale-x-100" />}
      closeLabel={words.cancelReply}
      onClose={onClose}
    >
      {typeof quoted === 'object' ? (
        <>
          <span className="flex-none">
            {words.replyingTo} <Author authorId={quoted.authorId} conversation={conversation} />
          </span>
          <span dir="auto" className="truncate text-ink-faint">
            {snippet}
          </span>
        </>
      ) : (
        <span className="truncate">{quoted === 'missing' ? text.message.quoteMissing : words.replying}</span>
      )}
    </Bar>
  )
}

function Author({ authorId, conversation }: { authorId: string; conversation: Conversation }) {
  return <bdi className="font-semibold text-ink">{useNamed(authorId, conversation).name}</bdi>
}

export function EditBar({ edit, onClose }: { edit: Edit; onClose: () => void }) {
  const words = usePartText().composerBar
  return (
    <Bar icon={<Pencil aria-hidden="true" size={14} />} closeLabel={words.cancelEdit} onClose={onClose}>
      <span role="status" className={edit.refusal === undefined ? 'truncate' : 'font-medium text-danger'}>
        {edit.refusal ?? words.editing}
      </span>
    </Bar>
  )
}
