import { ArrowDown, ArrowUp } from 'lucide-react'
import { useText } from '@/features/messages/use-text.ts'

interface UnreadBannerProps {
  count: number
  /** When the first of them was written. */
  since: string
  /** Undefined: the first of them is in sight. */
  onJump: (() => void) | undefined
  onMarkRead: () => void
}

/** Floats above the timeline, so that nothing below it moves when it comes or goes. */
export function UnreadBanner({ count, since, onJump, onMarkRead }: UnreadBannerProps) {
  const text = useText()
  const action =
    'min-h-8 rounded-sm px-2.5 font-semibold hover:bg-on-accent/12 focus-visible:outline-on-accent pointer-coarse:min-h-11'
  return (
    <section
      aria-label={text.timeline.newSince(count, since)}
      className="absolute inset-x-3 top-2 z-10 mx-auto flex max-w-120 animate-fade items-center gap-1 rounded-md bg-accent ps-3.5 pe-1 text-sm text-on-accent shadow-2 md:inset-x-5"
    >
      <p className="min-w-0 flex-1 truncate font-medium">{text.timeline.newSince(count, since)}</p>
      {onJump !== undefined && (
        <button type="button" onClick={onJump} className={`${action} inline-flex items-center gap-1`}>
          <ArrowUp aria-hidden="true" size={14} strokeWidth={2.25} />
          {text.timeline.jump}
        </button>
      )}
      <button type="button" onClick={onMarkRead} className={action}>
        {text.timeline.markRead}
      </button>
    </section>
  )
}

/** Back to the newest message, with the number of those that came meanwhile. */
export function JumpToLatest({ count, onJump }: { count: number; onJump: () => void }) {
  const text = useText()
  return (
    <button
      type="button"
      aria-label={count > 0 ? text.timeline.jumpToLatestNew(count) : text.timeline.jumpToLatest}
      onClick={onJump}
      className="absolute end-4 bottom-3 z-5 flex h-10 min-w-10 animate-rise items-center justify-center gap-1.5 rounded-full border border-line bg-raised px-2.5 text-ink-soft shadow-2 transition-colors hover:text-ink pointer-coarse:h-11 pointer-coarse:min-w-11"
    >
      <ArrowDown aria-hidden="true" size={18} strokeWidth={2} />
      {count > 0 && (
        <span aria-hidden="true" className="pe-1 text-sm font-[650] text-accent-ink tabular-nums">
          {count > 99 ? '99+' : count}
        </span>
      )}
    </button>
  )
}
