'use client'

import { ChevronDown } from 'lucide-react'
import { type ComponentProps, useId } from 'react'

interface SelectFieldProps extends Omit<ComponentProps<'select'>, 'id' | 'onChange'> {
  label: string
  /** The label is for those who cannot see what the field stands beside. */
  labelHidden?: boolean
  options: readonly { value: string; label: string }[]
  onValue: (value: string) => void
}

/** The system's own list: it fits any screen, and every finger and keyboard knows it. */
export function SelectField({ label, labelHidden = false, options, onValue, className, ...rest }: SelectFieldProps) {
  const id = useId()
  return (
    <div className={className}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'mb-1.5 block text-sm font-semibold text-ink'}>
        {label}
      </label>
      <span className="relative block">
        <select
          {...rest}
          id={id}
          onChange={(event) => onValue(event.currentTarget.value)}
          className="h-11 w-full appearance-none rounded-md border border-line-strong bg-panel ps-3 pe-9 text-base text-ink shadow-1 outline-none focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-soft)] disabled:opacity-60"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          size={16}
          className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-ink-faint"
        />
      </span>
    </div>
  )
}
