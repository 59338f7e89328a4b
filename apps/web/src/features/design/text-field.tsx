'use client'

import { clsx } from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  label: string
  hint?: string | undefined
  /** What is wrong, in words. Takes the hint's place, so that nothing moves. */
  error?: string | undefined
  /** A control inside the field, at its end. */
  end?: ReactNode
}

/** A labelled input whose hint and error have their own line, reserved from the start. */
export function TextField({ label, hint, error, end, className, ...rest }: TextFieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-semibold text-ink">
        {label}
      </label>
      <div className="relative">
        <input
          {...rest}
          id={id}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={hint !== undefined || error !== undefined ? noteId : undefined}
          className={clsx(
            'h-11 w-full rounded-md border bg-panel ps-3.5 text-base text-ink shadow-1 transition-[border-color,box-shadow]',
            'outline-none focus:shadow-[0_0_0_3px_var(--field-ring)]',
            end === undefined ? 'pe-3.5' : 'pe-12',
            error === undefined
              ? 'border-line-strong [--field-ring:var(--accent-soft)] focus:border-accent'
              : 'border-danger [--field-ring:var(--danger-soft)]',
          )}
        />
        {end}
      </div>
      <p
        id={noteId}
        aria-live="polite"
        className={clsx('mb-2 min-h-5.5 pt-1 text-xs', error === undefined ? 'text-ink-faint' : 'font-medium text-danger')}
      >
        {error ?? hint ?? ''}
      </p>
    </div>
  )
}
