'use client'

import { type ComponentProps, useId } from 'react'
import { FieldLabel, hintIdOf } from './field-label.tsx'

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id'> {
  label: string
  hint?: string | undefined
}

/** A labelled field for a few lines. */
export function TextArea({ label, hint, className, ...rest }: TextAreaProps) {
  const id = useId()
  return (
    <div className={className}>
      <FieldLabel fieldId={id} label={label} hint={hint} />
      <textarea
        {...rest}
        id={id}
        dir="auto"
        aria-describedby={hint === undefined ? undefined : hintIdOf(id)}
        className="scroll-thin block min-h-24 w-full resize-y rounded-md border border-line-strong bg-panel px-3.5 py-2.5 text-base text-ink shadow-1 outline-none focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-soft)]"
      />
    </div>
  )
}
