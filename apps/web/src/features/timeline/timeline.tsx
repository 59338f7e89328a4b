'use client'

import { useChatClient, useTimeline } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { CloudAlert } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { useKnownPresence } from '@/features/shell/connection-trouble.tsx'
import { dayOf } from '@/features/time/time-label.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'
import { moveRowFocus } from './row-focus.ts'
import { JumpToLatest, UnreadBanner } from './timeline-overlays.tsx'
import { TimelineRowView } from './timeline-row-view.tsx'
import { rowsByDay, timelineRows } from './timeline-rows.ts'
import { TimelineSkeleton } from './timeline-skeleton.tsx'
import { TimelineStart } from './timeline-start.tsx'
import { firstNew } from './unread-line.ts'
import { useAttention } from './use-attention.ts'
import { useEscape } from './use-escape.ts'
import { useFloatingDay } from './use-floating-day.ts'
import { useLineAbove } from './use-line-above.ts'
import { useOpening } from './use-opening.ts'
import { useOwnSend } from './use-own-send.ts'
import { useReadMarker } from './use-read-marker.ts'
import { useScrollAnchor } from './use-scroll-anchor.ts'
import { useSeek } from './use-seek.ts'
import { useUnreadLine } from './use-unread-line.ts'

/** So near to the oldest message that older ones are fetched. */
const olderReachPx = 800
/** From here on the banner stays until they are read, although the line is in sight. */
const manyUnread = 10

/** One conversation's messages. Mounted anew for each conversation: `key` it with the id. */
export function Timeline({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const time = useTime()
  const client = useChatClient()
  const { id, unread, readPosition, peer } = conversation
  const timeline = useTimeline(id)
  const { dot } = useKnownPresence(peer?.id)
  const today = useToday()
  const focused = useAttention()
  const scroll = useScrollAnchor()
  const { scroller, atEnd, toEnd, toRow, remember } = scroll
  const { above, look } = useLineAbove(scroller)
  const floatDay = useFloatingDay(scroller)
  const [mayWatch, setMayWatch] = useState(false)
  const watching = mayWatch && focused && atEnd
  const line = useUnreadLine({ unread, readPosition, watching, focused, newestSent: timeline.outgoing.at(-1)?.id ?? '' })
  const { sought, reached, seek } = useSeek(id, timeline, line)
  const newest = firstNew(timeline.messages, line, client.me.id)
  const opened = useOpening(id, scroll, sought, newest !== undefined)
  useEffect(() => setMayWatch(opened), [opened])
  useReadMarker(conversation, timeline.messages, watching)
  useOwnSend(timeline.outgoing, toEnd)

  useEffect(() => {
    client.open(id).catch(() => undefined)
  }, [client, id])

  const rows = useMemo(
    () => timelineRows({ ...timeline, meId: client.me.id, firstNewId: newest?.id, dayOf }),
    [timeline, client, newest?.id],
  )
  const [focusedKey, setFocusedKey] = useState<string>()
  const messageKeys = useMemo(
    () => rows.flatMap((row) => (row.kind === 'message' || row.kind === 'outgoing' ? [row.key] : [])),
    [rows],
  )
  const currentKey = focusedKey !== undefined && messageKeys.includes(focusedKey) ? focusedKey : messageKeys.at(-1)

  const loadOlder = useCallback(() => void client.loadBefore(id).catch(() => undefined), [client, id])
  const loadOlderIfNear = useCallback(() => {
    const box = scroller.current
    if (box !== null && opened && timeline.status === 'ready' && timeline.hasBefore && box.scrollTop < olderReachPx) loadOlder()
  }, [loadOlder, opened, scroller, timeline])
  useEffect(loadOlderIfNear, [loadOlderIfNear])

  const markRead = useCallback(() => {
    const last = timeline.messages.at(-1)
    if (last !== undefined) client.markRead(id, last.position)
  }, [client, id, timeline])
  useEscape(
    useCallback(() => {
      markRead()
      toEnd()
    }, [markRead, toEnd]),
  )

  const [jumping, setJumping] = useState(false)
  const jump = useCallback(() => {
    setJumping(true)
    seek()
  }, [seek])
  useEffect(() => {
    if (!jumping || !sought) return
    setJumping(false)
    toRow('new')
  }, [jumping, sought, toRow])

  const onRetry = useCallback((messageId: string) => client.retry(messageId), [client])
  const onDiscard = useCallback((messageId: string) => client.discard(messageId), [client])

  if (timeline.status === 'failed' && timeline.messages.length === 0 && timeline.outgoing.length === 0) {
    return (
      <div className="grid min-h-0 flex-1 place-items-center overflow-auto">
        <EmptyState
          icon={<CloudAlert aria-hidden="true" />}
          title={text.timeline.failedTitle}
          lead={text.timeline.failedLead}
          action={<Button onClick={() => void client.open(id).catch(() => undefined)}>{text.timeline.retry}</Button>}
        />
      </div>
    )
  }

  const banner = opened && unread > 0 && newest !== undefined && (unread >= manyUnread || !reached)
  return (
    <div className="relative min-h-0 flex-1">
      {banner && (
        <UnreadBanner
          count={unread}
          since={time.moment(newest.createdAt, new Date())}
          onJump={above || !reached ? jump : undefined}
          onMarkRead={markRead}
        />
      )}
      <div
        ref={scroller}
        role="log"
        aria-label={text.timeline.label(conversation.name)}
        aria-busy={timeline.status === 'loading'}
        onScroll={() => {
          if (!opened) return
          remember()
          look()
          floatDay()
          loadOlderIfNear()
        }}
        onKeyDown={moveRowFocus}
        onFocus={(event) => setFocusedKey(event.target.closest('article')?.dataset.row)}
        className={clsx(
          'scroll-thin h-full overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]',
          banner ? '[--float-top:2.75rem] pointer-coarse:[--float-top:3.25rem]' : '[--float-top:0px]',
          !opened && 'invisible',
        )}
      >
        <div ref={scroll.content} className="flex min-h-full flex-col justify-end pt-2.5 pb-1.5">
          <TimelineStart conversation={conversation} timeline={timeline} onRetry={loadOlder} />
          {rowsByDay(rows).map((day) => (
            <div key={day.key}>
              {day.rows.map((row) => (
                <TimelineRowView
                  key={row.key}
                  row={row}
                  conversation={conversation}
                  me={client.me}
                  today={today}
                  presence={dot}
                  current={row.key === currentKey}
                  onRetry={onRetry}
                  onDiscard={onDiscard}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
      {!opened && <TimelineSkeleton />}
      {opened && !atEnd && <JumpToLatest count={unread} onJump={toEnd} />}
    </div>
  )
}
