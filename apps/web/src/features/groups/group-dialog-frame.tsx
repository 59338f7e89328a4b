'use client'

import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { focusConversation } from '@/features/conversations/conversation-focus.ts'
import { Dialog } from '@/features/design/dialog.tsx'
import { IconButton } from '@/features/design/icon-button.tsx'
import { useGroupText } from '@/features/messages/use-group-text.ts'
import { QueryProvider } from '@/features/settings/query-provider.tsx'
import { openConversation } from '@/features/shell/navigation.ts'
import { useBackCloses } from '@/features/shell/use-back-closes.ts'

interface GroupDialogFrameProps {
  title: string
  onClose: () => void
  /** `go` closes it and opens a conversation. */
  children: (go: (conversationId: string) => void) => ReactNode
}

/** What all dialogs about groups have in common. To be mounted when it opens. */
export function GroupDialogFrame({ title, onClose, children }: GroupDialogFrameProps) {
  const words = useGroupText()
  const went = useRef(false)
  useBackCloses(onClose)
  const go = (conversationId: string) => {
    went.current = true
    openConversation(conversationId)
    onClose()
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={title}
      onCloseFocus={(opener) => (went.current || opener === null ? focusConversation() : opener.focus())}
    >
      <header className="flex min-h-13 items-center gap-2 border-b border-line ps-5 pe-2">
        <h2 className="min-w-0 flex-1 truncate text-lg font-[650] tracking-[-.01em]">{title}</h2>
        <IconButton label={words.close} onClick={onClose}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      </header>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-5 pt-4 pb-[max(1.25rem,env(safe-area-inset-bottom))]">
        <QueryProvider>{children(go)}</QueryProvider>
      </div>
    </Dialog>
  )
}
