'use client'

import { clsx } from 'clsx'
import type { Emoji } from '@/features/emoji/emoji-index.ts'
import { withTone } from '@/features/emoji/emoji-index.ts'
import { skinTone } from '@/features/emoji/recent-emoji.ts'
import { useText } from '@/features/messages/use-text.ts'

interface EmojiCompletionsProps {
  id: string
  found: readonly Emoji[]
  active: number
  onActive: (index: number) => void
  onPick: (emoji: Emoji) => void
}

/** What the shortcode that is being written may become. The focus stays in the text. */
export function EmojiCompletions({ id, found, active, onActive, onPick }: EmojiCompletionsProps) {
  const words = useText().emoji
  return (
    <div
      id={id}
      role="listbox"
      aria-label={words.completions}
      className="absolute inset-x-0 bottom-full z-20 mb-2 max-w-84 animate-rise rounded-md border border-line bg-raised p-1.5 shadow-2"
    >
      {found.map((emoji, index) => (
        <div
          key={emoji.emoji}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          onPointerMove={() => index !== active && onActive(index)}
          // The text keeps the focus.
          onMouseDown={(event) => {
            event.preventDefault()
            onPick(emoji)
          }}
          className={clsx(
            'flex min-h-9 cursor-default items-center gap-3 rounded-sm px-2.5 text-sm pointer-coarse:min-h-11',
            index === active && 'bg-sunken dark:bg-ink/6',
          )}
        >
          <span className="text-lg leading-none">{withTone(emoji, skinTone())}</span>
          <span className="truncate font-medium">:{emoji.shortcodes[0] ?? emoji.label}:</span>
        </div>
      ))}
    </div>
  )
}
