import { clsx } from 'clsx'

/** How it went, beside the button that was pressed. Always in the page, so that a screen reader hears its text change. */
export function FormNote({ tone, children }: { tone: 'good' | 'bad'; children: string | undefined }) {
  return (
    <p role="status" className={clsx('text-sm font-medium', tone === 'good' ? 'text-success' : 'text-danger')}>
      {children ?? ''}
    </p>
  )
}
