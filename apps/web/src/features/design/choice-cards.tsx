'use client'

import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'

interface ChoiceCardsProps<Value extends string> {
  label: string
  /** Where a heading says the same. */
  labelHidden?: boolean
  /** How many stand side by side where there is room; all of them without it. */
  columns?: 2
  value: Value
  options: readonly { value: Value; label: string; hint?: string | undefined; icon?: ReactNode }[]
  onChange: (value: Value) => void
}

/** One of a few, all in sight. Real radio buttons: the arrow keys move, and the choice takes effect at once. */
export function ChoiceCards<Value extends string>({
  label,
  labelHidden = false,
  columns,
  value,
  options,
  onChange,
}: ChoiceCardsProps<Value>) {
  const name = useId()
  return (
    <fieldset>
      <legend className={labelHidden ? 'sr-only' : 'mb-2 text-sm font-semibold'}>{label}</legend>
      <div className={clsx('grid gap-2', columns === 2 ? 'md:grid-cols-2' : 'md:grid-flow-col md:auto-cols-fr')}>
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
