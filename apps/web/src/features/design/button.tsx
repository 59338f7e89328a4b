import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

type Look = 'accent' | 'danger' | 'quiet' | 'outline' | 'outline-danger'

const looks: Record<Look, string> = {
  accent: 'bg-accent text-on-accent hover:bg-accent-hover shadow-1',
  danger: 'bg-danger text-panel shadow-1 hover:opacity-90',
  outline: 'border border-line-strong bg-panel text-ink hover:bg-sunken',
  quiet: 'text-accent-ink hover:bg-sunken',
  'outline-danger': 'border border-danger/50 bg-panel text-danger hover:bg-danger-soft',
}

interface ButtonProps extends ComponentProps<'button'> {
  look?: Look
  /** Works on it: says so to assistive technology, takes no second press, and keeps its size. */
  busy?: boolean
}

export function Button({ look = 'accent', busy = false, className, children, type = 'button', onClick, ...rest }: ButtonProps) {
  return (
    <button
      type={type}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={clsx(buttonClass(look), busy && 'opacity-75', className)}
      {...rest}
    >
      {children}
    </button>
  )
}

/** For links that look like buttons. */
export function buttonClass(look: Look = 'accent'): string {
  return clsx(
    'inline-flex min-h-10 items-center justify-center gap-2 rounded-md px-4 text-base font-semibold whitespace-nowrap',
    'transition-colors select-none disabled:opacity-50 pointer-coarse:min-h-11',
    looks[look],
  )
}
