import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

interface IconButtonProps extends ComponentProps<'button'> {
  /** The accessible name, and the tip that a resting pointer sees. */
  label: string
  tipSide?: 'top' | 'bottom'
}

/** A button that is only an icon: always named, 34 px for a pointer, 44 px for a finger. */
export function IconButton({ label, tipSide = 'bottom', className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      data-tip={label}
      data-tip-side={tipSide}
      className={clsx(
        'tip grid size-8.5 flex-none place-items-center rounded-sm text-ink-soft transition-colors',
        'hover:bg-sunken hover:text-ink pointer-coarse:size-11',
        className,
      )}
      {...rest}
    />
  )
}
