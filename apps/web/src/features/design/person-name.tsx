import { clsx } from 'clsx'

/**
 * A name on a line of its own: within it the direction of its own letters, around it that of the page. So a name in
 * Arabic stands where every other name stands, and if it is too long it is cut at its end.
 */
export function PersonName({ className, children }: { className?: string; children: string }) {
  return <bdi className={clsx('block w-fit max-w-full truncate', className)}>{children}</bdi>
}
