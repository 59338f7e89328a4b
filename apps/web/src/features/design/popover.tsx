'use client'

import { Popover as Primitive } from 'radix-ui'
import { type ReactNode, useMemo, useState } from 'react'

interface PopoverProps {
  /** The accessible name. */
  label: string
  /** Beside what it opens. */
  anchor: Element | null
  side?: 'top' | 'bottom'
  align?: 'start' | 'end'
  onClose: () => void
  children: ReactNode
}

/** Floats beside its anchor. To be mounted when it opens; the focus goes back to what had it. */
export function Popover({ label, anchor, side = 'top', align = 'end', onClose, children }: PopoverProps) {
  const [before] = useState(() => document.activeElement)
  const anchorRef = useMemo(() => ({ current: anchor ?? document.body }), [anchor])
  return (
    <Primitive.Root open onOpenChange={(open) => open || onClose()}>
      <Primitive.Anchor virtualRef={anchorRef} />
      <Primitive.Portal>
        <Primitive.Content
          aria-label={label}
          side={side}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            // Whatever was pressed outside has the focus already.
            const { activeElement } = document
            const isFree = activeElement === null || activeElement === document.body
            if (isFree && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
          }}
          className="z-50 flex max-h-[min(28rem,var(--radix-popover-content-available-height))] w-[min(22rem,calc(100vw-1.5rem))] animate-rise flex-col overflow-hidden rounded-md border border-line bg-raised text-ink shadow-2 outline-none"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
