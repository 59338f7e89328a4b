'use client'

import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'

interface ChoiceCardsProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string; hint?: string | undefined; icon?: ReactNode }[]
  onChange: (value: Value) => void
}

/** One of a few, all in sight. Real radio buttons: the arrow keys move, and the choice takes effect at once. */
export function ChoiceCards<Value extends string>({ label, value, options, onChange }: ChoiceCardsProps<Value>) {
  const name = useId()
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-semibold">{label}</legend>
      <div className="grid gap-2 sm:grid-flow-col sm:auto-cols-fr">
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              'flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md border px-3 py-2 transition-colors',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              option.value === value ? 'border-accent bg-accent-soft text-accent-ink' : 'border-line-strong hover:bg-sunken',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.icon}
            <span className="min-w-0">
              <span className="block leading-5 font-medium">{option.label}</span>
              {option.hint !== undefined && option.hint !== '' && (
                <span
                  className={clsx('block text-xs leading-4.5', option.value === value ? 'text-accent-ink' : 'text-ink-faint')}
                >
                  {option.hint}
                </span>
              )}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
