'use client'

import { Search } from 'lucide-react'
import { useText } from '@/features/messages/use-text.ts'

interface PendingSwitcherProps {
  typed: string
  onType: (text: string) => void
  onClose: () => void
}

/** Stands where the switcher will be in a moment, and takes the keys that are meant for it. */
export function PendingSwitcher({ typed, onType, onClose }: PendingSwitcherProps) {
  const words = useText().people
  return (
    <div role="dialog" aria-label={words.title} className="fixed inset-0 z-50 bg-scrim">
      <div className="flex h-full flex-col bg-raised pt-[env(safe-area-inset-top)] md:mx-auto md:mt-[12dvh] md:h-auto md:min-h-72 md:w-[min(36rem,calc(100vw-3rem))] md:rounded-lg md:border md:border-line md:pt-0 md:shadow-2">
        <div className="flex items-center gap-3 border-b border-line ps-4 pe-2">
          <Search aria-hidden="true" size={18} strokeWidth={1.75} className="flex-none text-ink-faint" />
          <input
            // biome-ignore lint/a11y/noAutofocus: whoever asks for it types at once
            autoFocus
            value={typed}
            maxLength={80}
            placeholder={words.placeholder}
            aria-label={words.placeholder}
            onChange={(event) => onType(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Escape' && onClose()}
            onBlur={onClose}
            className="h-13 min-w-0 flex-1 bg-transparent text-base outline-none"
          />
        </div>
      </div>
    </div>
  )
}
