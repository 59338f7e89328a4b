'use client'

import { Bold, Code, Italic } from 'lucide-react'
import { IconButton } from '@/features/design/icon-button.tsx'
import { usePartText } from '@/features/messages/use-part-text.ts'
import { useShortcutLabel } from '@/features/shell/shortcut-label.ts'
import { markKeys } from './mark-keys.ts'
import type { Mark } from './text-marks.ts'

const icons = { bold: Bold, italic: Italic, code: Code }

interface FormatButtonsProps {
  /** The marks that stand around the selection. */
  active: ReadonlySet<Mark>
  onToggle: (mark: Mark) => void
}

export function FormatButtons({ active, onToggle }: FormatButtonsProps) {
  return (Object.keys(icons) as Mark[]).map((mark) => (
    <FormatButton key={mark} mark={mark} pressed={active.has(mark)} onToggle={onToggle} />
  ))
}

function FormatButton({ mark, pressed, onToggle }: { mark: Mark; pressed: boolean; onToggle: (mark: Mark) => void }) {
  const words = usePartText().marks
  const shortcut = useShortcutLabel(markKeys[mark])
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
