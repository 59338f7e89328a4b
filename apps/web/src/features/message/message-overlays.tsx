'use client'

import { useMessage } from '@chatsphere/client/react'
import { EmojiChooser } from '@/features/emoji/emoji-chooser.tsx'
import { DeleteDialog } from './delete-dialog.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { type CoveringOverlay, useMessageActs } from './message-acts.ts'
import { MessageSheet } from './message-sheet.tsx'

const dialogs = { sheet: MessageSheet, history: HistoryDialog, delete: DeleteDialog }

interface MessageOverlaysProps {
  conversationId: string
  overlay: CoveringOverlay
}

/** What lies over the timeline and is about one message; nothing if that message is gone. */
export function MessageOverlays({ conversationId, overlay }: MessageOverlaysProps) {
  const acts = useMessageActs()
  const message = useMessage(conversationId, overlay.messageId)
  if (message === undefined || message.deletedAt !== null) return null
  if (overlay.kind !== 'emoji') {
    const Dialog = dialogs[overlay.kind]
    return <Dialog message={message} />
  }
  const react = (emoji: string) => acts.toggleReaction(message.id, emoji)
  // Beside the reactions of a message there is room towards the end of the line, at the toolbar there is not.
  const align = overlay.anchor?.closest('ul') == null ? 'end' : 'start'
  return <EmojiChooser anchor={overlay.anchor} align={align} onPick={react} onClose={acts.close} />
}
