'use client'

import { clsx } from 'clsx'
import { Check } from 'lucide-react'
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

interface MenuChoiceProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string; icon: ReactNode }[]
  onChange: (value: Value) => void
}

/** One of several, with a tick at the chosen one. Stays open: the effect is seen at once. */
export function MenuChoice<Value extends string>({ label, value, options, onChange }: MenuChoiceProps<Value>) {
  return (
    <DropdownMenu.RadioGroup value={value} aria-label={label}>
      <DropdownMenu.Label className="px-2.5 pt-1 pb-1 text-xs font-semibold text-ink-faint">{label}</DropdownMenu.Label>
      {options.map((option) => (
        <DropdownMenu.RadioItem
          key={option.value}
          value={option.value}
          onSelect={(event) => {
            event.preventDefault()
            onChange(option.value)
          }}
          className={row}
        >
          <span className="text-ink-soft">{option.icon}</span>
          {option.label}
          <DropdownMenu.ItemIndicator className="ms-auto text-accent">
            <Check aria-hidden="true" size={16} />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}
