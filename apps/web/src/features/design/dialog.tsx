'use client'

import { Dialog as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The accessible name. */
  title: string
  children: ReactNode
  /** Answers true if it has put the focus somewhere itself when the dialog closed. */
  onCloseFocus?: () => boolean
}

/** A dialog near the top of the window on a desktop, the whole window on a phone. */
export function Dialog({ open, onOpenChange, title, children, onCloseFocus }: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={(event) => {
            if (onCloseFocus?.() === true) event.preventDefault()
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
