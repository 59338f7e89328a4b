import type { ErrorCode, PresenceStatus } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { memo } from 'react'
import { Avatar } from '@/features/design/avatar.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { useTime } from '@/features/time/use-time.ts'
import { isEmojiOnly } from './emoji-only.ts'
import { MessageText } from './message-text.tsx'
import type { TickState } from './tick-state.ts'
import { Ticks } from './ticks.tsx'

export interface MessageRowProps {
  rowKey: string
  authorId: string
  authorName: string
  createdAt: string
  body: string
  deleted: boolean
  edited: boolean
  /** The first of its author's group: has the face and the name. */
  lead: boolean
  /** Of own messages only. */
  tick: TickState | undefined
  /** Why it was refused, if it was. */
  errorCode: ErrorCode | undefined
  presence: PresenceStatus | undefined
  /** The one message that the Tab key stops at. */
  current: boolean
  onRetry: (id: string) => void
  onDiscard: (id: string) => void
}

/** One message, one stop: it reads "Ada, 10:32, text". Plain properties, so that it renders again only if it changed. */
export const MessageRow = memo(function MessageRow(row: MessageRowProps) {
  const text = useText()
  const time = useTime()
  const { authorName, createdAt, deleted, lead, tick } = row
  const at = time.clock(createdAt)
  const spoken = deleted ? text.timeline.deleted : row.body.slice(0, 600)
  return (
    <article
      data-row={row.rowKey}
      tabIndex={row.current ? 0 : -1}
      aria-label={text.timeline.message(authorName, at, spoken, tick === undefined ? null : text.ticks[tick])}
      className={clsx(
        'group/message relative grid grid-cols-[40px_minmax(0,1fr)_16px] gap-x-3 px-3 py-1 hover:bg-ink/[.026] md:grid-cols-[40px_minmax(0,72ch)_16px] md:px-5',
        'focus-visible:outline-offset-[-2px]',
        lead && 'pt-2.5',
      )}
    >
      {lead ? (
        <Avatar id={row.authorId} name={authorName} presence={row.presence} />
      ) : (
        <time
          dateTime={createdAt}
          title={time.fullTime(createdAt)}
          className="text-end text-2xs leading-6 text-ink-faint tabular-nums opacity-0 group-hover/message:opacity-100 group-focus-visible/message:opacity-100"
        >
          {time.shortClock(createdAt)}
        </time>
      )}
      <div className="min-w-0">
        {lead && (
          <div className="flex items-baseline gap-2 leading-5">
            <bdi className="truncate text-[.90625rem] font-[640]">{authorName}</bdi>
            <time
              dateTime={createdAt}
              title={time.fullTime(createdAt)}
              className="flex-none text-2xs text-ink-faint tabular-nums"
            >
              {at}
            </time>
          </div>
        )}
        <Body {...row} />
        {tick === 'failed' && <Failed {...row} />}
      </div>
      {/* A column of its own, at the last line: one glance down it says how far all has got. */}
      {tick !== undefined && tick !== 'failed' && (
        <span className="flex h-6.5 items-center self-end">
          <Ticks state={tick} />
        </span>
      )}
    </article>
  )
})

function Body({ body, deleted, edited, tick, current }: MessageRowProps) {
  const text = useText()
  if (deleted) return <p className="text-ink-faint italic">{text.timeline.deleted}</p>
  return (
    <p
      dir="auto"
      className={clsx(
        'my-px max-w-[72ch] wrap-anywhere whitespace-pre-wrap transition-colors',
        isEmojiOnly(body) && 'text-[2rem] leading-10',
        (tick === 'pending' || tick === 'failed') && 'text-ink-faint',
      )}
    >
      <MessageText body={body} reachable={current} />
      {edited && <span className="ms-1.5 text-2xs text-ink-faint">{text.timeline.edited}</span>}
    </p>
  )
}

function Failed({ rowKey, errorCode, onRetry, onDiscard }: MessageRowProps) {
  const text = useText()
  const reason = text.failed.reasons[errorCode ?? ''] ?? text.failed.unknownReason
  const action =
    'inline-flex min-h-6 items-center rounded-sm font-semibold underline underline-offset-2 pointer-coarse:min-h-11 pointer-coarse:px-1'
  return (
    <div className="mt-0.5 flex flex-wrap items-center gap-x-2.5 text-sm text-danger">
      {text.failed.notSent(reason)}
      <span className="flex gap-x-2.5">
        <button type="button" className={action} onClick={() => onRetry(rowKey)}>
          {text.failed.retry}
        </button>
        <button type="button" className={action} onClick={() => onDiscard(rowKey)}>
          {text.failed.delete}
        </button>
      </span>
    </div>
  )
}
