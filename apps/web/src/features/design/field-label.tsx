interface FieldLabelProps {
  fieldId: string
  label: string
  hint: string | undefined
}

/** What a field is for, and beside it what helps to fill it in: so all fields stand equally far apart, with a hint or without. */
export function FieldLabel({ fieldId, label, hint }: FieldLabelProps) {
  return (
    <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-3">
      <label htmlFor={fieldId} className="text-sm font-semibold text-ink">
        {label}
      </label>
      {hint !== undefined && (
        <span id={hintIdOf(fieldId)} className="text-xs text-ink-faint">
          {hint}
        </span>
      )}
    </div>
  )
}

/** For `aria-describedby` of the field. */
export function hintIdOf(fieldId: string): string {
  return `${fieldId}-hint`
}
