'use client'

import { Bold, Code, Italic } from 'lucide-react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { useShortcutLabel } from '@/features/shell/shortcut-label.ts'
import type { Mark } from './text-marks.ts'

const icons = { bold: Bold, italic: Italic, code: Code }
const keys = { bold: 'B', italic: 'I', code: 'E' } as const

interface FormatButtonsProps {
  /** The marks that stand around the selection. */
  active: ReadonlySet<Mark>
  onToggle: (mark: Mark) => void
}

/** The mark of a key together with Ctrl or ⌘. */
export function markOfKey(key: string): Mark | undefined {
  const wanted = key.toUpperCase()
  return (Object.keys(keys) as Mark[]).find((mark) => keys[mark] === wanted)
}

export function FormatButtons({ active, onToggle }: FormatButtonsProps) {
  return (Object.keys(icons) as Mark[]).map((mark) => (
    <FormatButton key={mark} mark={mark} pressed={active.has(mark)} onToggle={onToggle} />
  ))
}

function FormatButton({ mark, pressed, onToggle }: { mark: Mark; pressed: boolean; onToggle: (mark: Mark) => void }) {
  const words = useText().composer.marks
  const shortcut = useShortcutLabel(keys[mark])
  const Icon = icons[mark]
  return (
    <IconButton
      label={words[mark]}
      data-tip={shortcut === undefined ? words[mark] : `${words[mark]} (${shortcut})`}
      tipSide="top"
      aria-pressed={pressed}
      // The text keeps its selection.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onToggle(mark)}
      className={pressed ? '!bg-accent-soft !text-accent-ink' : ''}
    >
      <Icon aria-hidden="true" size={17} strokeWidth={2} />
    </IconButton>
  )
}
