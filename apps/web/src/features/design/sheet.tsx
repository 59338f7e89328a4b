'use client'

import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useText } from '@/features/messages/use-text.ts'
import { useBackCloses } from '@/features/shell/use-back-closes.ts'
import { IconButton } from './icon-button.tsx'

/** Marks what has the focus when it opens, where that is not the first thing. */
export const firstFocusAttribute = 'data-first-focus'

interface SheetProps {
  title: string
  /** The title is in sight, with a button that closes; otherwise it is only the accessible name. */
  titled?: boolean
  /** The id of what explains it, read out when it opens. */
  describedBy?: string
  onClose: () => void
  children: ReactNode
}

/**
 * A small window over the page: a card in the middle of a desktop, on a phone a sheet that rises from its lower edge. To be mounted when
 * it opens; the focus goes back to what had it.
 */
export function Sheet({ title, titled = false, describedBy, onClose, children }: SheetProps) {
  const words = useText().design
  const [before] = useState(() => document.activeElement)
  useBackCloses(onClose)
  return (
    <Primitive.Root open onOpenChange={(open) => open || onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Primitive.Content
          aria-modal="true"
          aria-describedby={describedBy}
          onOpenAutoFocus={(event) => {
            const wanted =
              event.currentTarget instanceof Element && event.currentTarget.querySelector<HTMLElement>(`[${firstFocusAttribute}]`)
            if (!wanted) return
            event.preventDefault()
            wanted.focus()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
          }}
          className="fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] animate-rise flex-col overflow-hidden rounded-t-lg bg-raised pb-[env(safe-area-inset-bottom)] text-ink shadow-2 outline-none md:inset-x-auto md:start-1/2 md:top-1/2 md:bottom-auto md:max-h-[75dvh] md:w-[min(28rem,calc(100vw-3rem))] md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-lg md:border md:border-line md:pb-0 rtl:md:translate-x-1/2"
        >
          <span aria-hidden="true" className="mx-auto mt-2 h-1 w-9 flex-none rounded-full bg-line-strong md:hidden" />
          {titled ? (
            <div className="flex items-center border-line border-b py-1.5 ps-5 pe-2">
              <Primitive.Title className="font-[650] text-lg">{title}</Primitive.Title>
              <IconButton label={words.close} onClick={onClose} className="ms-auto">
                <X aria-hidden="true" size={18} />
              </IconButton>
            </div>
          ) : (
            <Primitive.Title className="sr-only">{title}</Primitive.Title>
          )}
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
