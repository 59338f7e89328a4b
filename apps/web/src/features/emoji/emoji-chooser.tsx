'use client'

import { Popover } from '@/features/design/popover.tsx'
import { Sheet } from '@/features/design/sheet.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { EmojiPicker } from './emoji-picker.tsx'
import { noteEmoji } from './recent-emoji.ts'

interface EmojiChooserProps {
  anchor: Element | null
  align?: 'start' | 'end'
  onPick: (emoji: string) => void
  onClose: () => void
}

/** The picker beside what opened it, or on a phone as a sheet. What is picked counts as used, and closes it. */
export function EmojiChooser({ anchor, align = 'end', onPick, onClose }: EmojiChooserProps) {
  const label = useText().composer.emoji
  const picker = (
    <EmojiPicker
      onPick={(emoji) => {
        noteEmoji(emoji)
        onClose()
        onPick(emoji)
      }}
    />
  )
  if (window.matchMedia('(max-width: 720px)').matches) {
    return (
      <Sheet title={label} onClose={onClose}>
        {picker}
      </Sheet>
    )
  }
  return (
    <Popover label={label} anchor={anchor} align={align} onClose={onClose}>
      {picker}
    </Popover>
  )
}
