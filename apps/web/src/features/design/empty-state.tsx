import { clsx } from 'clsx'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon?: ReactNode
  title: string
  lead: string
  /** The next step. */
  action?: ReactNode
  /** The heading's level on its page. */
  level?: 1 | 2
  compact?: boolean
}

/** What stands where nothing is: what that means, and what to do next. */
export function EmptyState({ icon, title, lead, action, level = 2, compact = false }: EmptyStateProps) {
  const Heading = `h${level}` as const
  return (
    <div className={clsx('mx-auto flex max-w-90 flex-col items-center text-center', compact ? 'px-4 py-8' : 'px-6 py-12')}>
      {icon !== undefined && (
        <div className="mb-4 grid size-14 place-items-center rounded-lg bg-accent-soft text-accent-ink">{icon}</div>
      )}
      <Heading className={clsx('font-semibold tracking-[-.01em] text-ink', compact ? 'text-base' : 'text-lg')}>{title}</Heading>
      <p className={clsx('mt-1 text-balance text-ink-soft', compact ? 'text-sm' : 'text-base')}>{lead}</p>
      {action !== undefined && <div className="mt-5">{action}</div>}
    </div>
  )
}
