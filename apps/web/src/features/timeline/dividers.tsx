import type { ReactNode } from 'react'
import { useText } from '@/features/messages/use-text.ts'

/**
 * A line where a day begins. Its label stays in sight as long as its day does: it floats within the day's section, below
 * the banner if there is one, and fades when one has stopped scrolling and it covers text (`useFloatingDay`).
 */
export function DayDivider({ rowKey, label }: { rowKey: string; label: string }) {
  return (
    <>
      <div data-row={rowKey} data-line="" className="mx-3 h-0 translate-y-[19px] border-t border-line md:mx-5" />
      <h2
        data-day=""
        className="pointer-events-none sticky top-(--float-top) z-5 flex justify-center py-[7px] text-xs font-[550] text-ink-faint transition-opacity duration-200 data-rests:opacity-0"
      >
        <span className="rounded-full border border-line bg-panel px-3 leading-[22px]">{label}</span>
      </h2>
    </>
  )
}

export function NewDivider({ rowKey }: { rowKey: string }) {
  const text = useText()
  return (
    <div
      data-row={rowKey}
      data-testid="new-line"
      className="flex items-center gap-3 px-3 py-2 text-xs font-[650] text-(--badge) before:h-px before:flex-1 before:bg-(--badge)/50 md:px-5"
    >
      {text.timeline.new}
    </div>
  )
}

/** What happened here: who came and went. */
export function NoteLine({ rowKey, children }: { rowKey: string; children: ReactNode }) {
  if (children === '') return <div data-row={rowKey} />
  return (
    <p data-row={rowKey} className="px-3 py-1.5 text-center text-sm text-ink-faint md:px-5">
      {children}
    </p>
  )
}
