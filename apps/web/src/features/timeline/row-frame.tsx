'use client'

import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useTime } from '@/features/time/use-time.ts'
import type { TickState } from './tick-state.ts'
import { Ticks } from './ticks.tsx'

interface RowFrameProps {
  rowKey: string
  /** What it reads as one stop. */
  label: string
  current: boolean
  flash?: boolean
  /** The author's face, of the first of a group. */
  lead: ReactNode
  authorName: string | undefined
  createdAt: string
  tick: TickState | undefined
  /** Something of it stands out above its neighbours. */
  raised?: boolean
  /** Below the text, and below what stands beside it. */
  below?: ReactNode
  children: ReactNode
}

/** The columns of a message: face or time, text, and how far it has got. */
export function RowFrame(frame: RowFrameProps) {
  const time = useTime()
  const { rowKey, label, current, flash = false, lead, authorName, createdAt, tick, raised = false, below, children } = frame
  return (
    <article
      data-row={rowKey}
      tabIndex={current ? 0 : -1}
      aria-label={label}
      className={clsx(
        'group/message relative grid grid-cols-[40px_minmax(0,1fr)_16px] gap-x-3 px-3 py-1 compact:py-0 transition-[background-color,transform] hover:bg-ink/[.026] md:grid-cols-[40px_minmax(0,72ch)_16px] md:px-5',
        'touch-pan-y pointer-coarse:select-none pointer-coarse:[-webkit-touch-callout:none]',
        'focus-visible:outline-offset-[-2px]',
        lead !== undefined && 'pt-2.5 compact:pt-1.5',
        flash && 'animate-flash',
        raised && 'z-6 bg-ink/[.026]',
      )}
    >
      {lead ?? (
        <time
          dateTime={createdAt}
          title={time.fullTime(createdAt)}
          className="text-end text-2xs leading-6 text-ink-faint tabular-nums opacity-0 group-hover/message:opacity-100 group-focus-visible/message:opacity-100"
        >
          {time.shortClock(createdAt)}
        </time>
      )}
      <div className="min-w-0">
        {authorName !== undefined && (
          <div className="flex items-baseline gap-2 leading-5">
            <bdi className="truncate text-[.90625rem] font-[640]">{authorName}</bdi>
            <time
              dateTime={createdAt}
              title={time.fullTime(createdAt)}
              className="flex-none text-2xs text-ink-faint tabular-nums"
            >
              {time.clock(createdAt)}
            </time>
          </div>
        )}
        {children}
      </div>
      {/* A column of its own, at the last line: one glance down it says how far all has got. */}
      {tick !== undefined && tick !== 'failed' && (
        <span className="flex h-6.5 items-center self-end group-has-[[data-code]:last-child]/message:mb-2">
          <Ticks state={tick} />
        </span>
      )}
      {below !== undefined && <div className="col-start-2 min-w-0">{below}</div>}
    </article>
  )
}
