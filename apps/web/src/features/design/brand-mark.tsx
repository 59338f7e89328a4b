import { clsx } from 'clsx'

/** The sphere. Decoration only: the name stands beside it. */
export function BrandMark({ className = 'size-6.5' }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'block flex-none rounded-full bg-[radial-gradient(circle_at_32%_28%,#8fe3db_0,#1b968e_42%,#064a47_100%)]',
        'shadow-[inset_-3px_-4px_8px_rgb(0_0_0/.25)]',
        className,
      )}
    />
  )
}
