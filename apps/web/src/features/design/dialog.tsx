'use client'

import { Dialog as Primitive } from 'radix-ui'
import { type ReactNode, useState } from 'react'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The accessible name. */
  title: string
  children: ReactNode
  /** Puts the focus somewhere when the dialog closes. `opener`: what had it before, if that is still there. */
  onCloseFocus: (opener: HTMLElement | null) => void
}

/** A dialog near the top of the window on a desktop, the whole window on a phone. To be mounted when it opens. */
export function Dialog({ open, onOpenChange, title, children, onCloseFocus }: DialogProps) {
  const [before] = useState(() => document.activeElement)
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Primitive.Content
          aria-modal="true"
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            const isThere = before instanceof HTMLElement && before !== document.body && before.isConnected
            onCloseFocus(isThere ? before : null)
          }}
          className="fixed inset-0 z-50 flex animate-rise flex-col overflow-hidden bg-raised pt-[env(safe-area-inset-top)] outline-none md:inset-auto md:start-1/2 md:top-[12dvh] md:max-h-[70dvh] md:w-[min(36rem,calc(100vw-3rem))] md:-translate-x-1/2 md:rounded-lg md:border md:border-line md:pt-0 md:shadow-2 rtl:md:translate-x-1/2"
        >
          <Primitive.Title className="sr-only">{title}</Primitive.Title>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
