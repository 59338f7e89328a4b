import { clsx } from 'clsx'

/** A grey shape where something will be. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden="true" className={clsx('block animate-pulse-soft rounded-sm bg-ink/8', className)} />
}
