'use client'

import { clsx } from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'
import { FieldLabel, hintIdOf } from './field-label.tsx'

export interface TextFieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  label: string
  hint?: string | undefined
  /** What is wrong, in words. */
  error?: string | undefined
  /** A control inside the field, at its end. */
  end?: ReactNode
}

/** A labelled input: its hint beside the label, its error in a line of its own that is reserved from the start, so that nothing moves. */
export function TextField({ label, hint, error, end, className, ...rest }: TextFieldProps) {
  const id = useId()
  const errorId = `${id}-error`
  return (
    <div className={className}>
      <FieldLabel fieldId={id} label={label} hint={hint} />
      <div className="relative">
        <input
          {...rest}
          id={id}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={clsx(hint !== undefined && hintIdOf(id), error !== undefined && errorId) || undefined}
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
      <p id={errorId} aria-live="polite" className="mb-1.5 min-h-5.5 pt-1 text-xs font-medium text-danger">
        {error ?? ''}
      </p>
    </div>
  )
}
