'use client'

import { clsx } from 'clsx'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

const row = clsx(
  'flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2.5 text-base outline-none select-none',
  'data-highlighted:bg-sunken pointer-coarse:min-h-11 dark:data-highlighted:bg-ink/6',
)

interface MenuProps {
  /** The button that opens it; gets the menu's aria attributes. */
  trigger: ReactNode
  /** Without it the menu is mounted when its trigger is first pressed, and therefore open from the start. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** Puts the focus somewhere when it closes; without it the trigger gets it. Not where it has gone on purpose meanwhile. */
  onCloseFocus?: () => void
  children: ReactNode
}

export function Menu({ trigger, open, onOpenChange, onCloseFocus, children }: MenuProps) {
  return (
    <DropdownMenu.Root
      modal={false}
      {...(open === undefined ? { defaultOpen: true } : { open })}
      {...(onOpenChange !== undefined && { onOpenChange })}
    >
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={8}
          collisionPadding={12}
          onFocus={({ target, currentTarget, relatedTarget }) => {
            // Opened by a key, also by one that was pressed before the menu was mounted: it begins at its first item.
            if (target !== currentTarget || currentTarget.contains(relatedTarget) || !target.matches(':focus-visible')) return
            currentTarget.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
          }}
          onCloseAutoFocus={(event) => {
            const { activeElement } = document
            const hasGone = activeElement !== null && activeElement !== document.body
            if (hasGone || onCloseFocus !== undefined) event.preventDefault()
            if (!hasGone) onCloseFocus?.()
          }}
          className="z-50 min-w-56 animate-rise rounded-md border border-line bg-raised p-1.5 text-ink shadow-2"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

interface MenuItemProps {
  icon?: ReactNode
  onSelect: () => void
  /** It cannot be undone. */
  danger?: boolean
  /** The key that does the same. */
  shortcut?: string | undefined
  children: ReactNode
}

export function MenuItem({ icon, onSelect, danger = false, shortcut, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={clsx(row, danger && 'text-danger')}>
      <span className={clsx(!danger && 'text-ink-soft')}>{icon}</span>
      {children}
      {shortcut !== undefined && (
        <span aria-hidden="true" className="ms-auto ps-6 font-sans text-xs text-ink-faint pointer-coarse:hidden">
          {shortcut}
        </span>
      )}
    </DropdownMenu.Item>
  )
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="mx-2.5 my-1.5 h-px bg-line" />
}

/** Something to know, not to press. */
export function MenuNote({ title, children }: { title: string; children: string }) {
  return (
    <DropdownMenu.Label className="max-w-64 px-2.5 py-1.5">
      <span className="block text-sm font-semibold">{title}</span>
      <span className="block text-xs leading-4.5 text-ink-faint">{children}</span>
    </DropdownMenu.Label>
  )
}
