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
  children: ReactNode
}

/** Mounted when its trigger is first pressed, and therefore open from the start. */
export function Menu({ trigger, children }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={8}
          collisionPadding={12}
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
  children: ReactNode
}

export function MenuItem({ icon, onSelect, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={row}>
      <span className="text-ink-soft">{icon}</span>
      {children}
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
