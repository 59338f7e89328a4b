'use client'

import { useChatClient, useChatState, useTimeline } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { CloudAlert } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useState } from 'react'
import { Button } from '@/features/design/button.tsx'
import { EmptyState } from '@/features/design/empty-state.tsx'
import { late } from '@/features/design/late.tsx'
import { loadMessageOverlays } from '@/features/message/load-message-parts.ts'
import { MessageActsProvider } from '@/features/message/message-acts.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useKnownPresence } from '@/features/shell/connection-trouble.tsx'
import { forgetMessage, openMessage, ownMessageLink } from '@/features/shell/navigation.ts'
import { dayOf } from '@/features/time/time-label.ts'
import { useTime } from '@/features/time/use-time.ts'
import { useToday } from '@/features/time/use-today.ts'
import { nextRow } from './row-focus.ts'
import { actOnRow } from './row-keys.ts'
import { RowsInWindow } from './rows-in-window.tsx'
import { JumpToLatest, UnreadBanner } from './timeline-overlays.tsx'
import { TimelineRowView } from './timeline-row-view.tsx'
import { timelineRows } from './timeline-rows.ts'
import { TimelineSkeleton } from './timeline-skeleton.tsx'
import { TimelineStart } from './timeline-start.tsx'
import { firstNew } from './unread-line.ts'
import { useActiveRow } from './use-active-row.ts'
import { useAttention } from './use-attention.ts'
import { useConversationActs } from './use-conversation-acts.ts'
import { useEscape } from './use-escape.ts'
import { useFloatingDay } from './use-floating-day.ts'
import { useGoTo } from './use-go-to.ts'
import { useLineAbove } from './use-line-above.ts'
import { useMarkupFirst } from './use-markup-first.ts'
import { useMessageGestures } from './use-message-gestures.ts'
import { useOpening } from './use-opening.ts'
import { useOwnSend } from './use-own-send.ts'
import { usePages } from './use-pages.ts'
import { useReadMarker } from './use-read-marker.ts'
import { useRowWindow } from './use-row-window.ts'
import { useSeek } from './use-seek.ts'
import { useUnreadLine } from './use-unread-line.ts'

const MessageOverlays = late(loadMessageOverlays)
const LiveAnnouncer = late(() => import('./live-announcer.tsx').then((module) => module.LiveAnnouncer))
const NoticeArea = late(() => import('@/features/design/notice-area.tsx').then((module) => module.NoticeArea))
/** From here on the banner stays until they are read, although the line is in sight. */
const manyUnread = 10

/** One conversation's messages. Mounted anew for each conversation: `key` it with the id. */
export function Timeline({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const time = useTime()
  const client = useChatClient()
  const { own } = useChatState()
  const me = own?.account ?? client.me
  const { id, unread, readPosition, lastPosition, peer } = conversation
  const timeline = useTimeline(id)
  const { hasAfter } = timeline
  const { dot } = useKnownPresence(peer?.id)
  const today = useToday()
  const focused = useAttention()
  const [mayWatch, setMayWatch] = useState(false)
  /** Somebody has marked something unread: it stays so while one stays here. */
  const [keptUnread, setKeptUnread] = useState(false)
  const [atEnd, setAtEnd] = useState(false)
  const looking = mayWatch && focused && !keptUnread
  const watching = looking && atEnd
  const line = useUnreadLine({ unread, readPosition, watching, focused, newestSent: timeline.outgoing.at(-1)?.id ?? '' })
  const newest = firstNew(timeline.messages, line, me.id)
  const rows = useMemo(
    () => timelineRows({ ...timeline, meId: me.id, firstNewId: newest?.id, dayOf }),
    [timeline, me.id, newest?.id],
  )
  const scroll = useRowWindow(rows, !hasAfter, setAtEnd)
  const { scroller, content, heights, first, last, toEnd, toRow, focusRow } = scroll
  const { above, look } = useLineAbove(
    scroller,
    rows.slice(0, first).some((row) => row.kind === 'new'),
  )
  const floatDay = useFloatingDay(scroller)
  const { sought, reached, seek } = useSeek(id, timeline, line)
  const marked = useMarkupFirst(timeline)
  const { goTo, flashing, ...visit } = useGoTo(conversation, timeline, toRow)
  const { opened, waits } = useOpening(id, scroll, sought && marked, newest !== undefined, visit)
  useEffect(() => setMayWatch(opened), [opened])
  const noteSeen = useReadMarker(conversation, timeline.messages, scroller, looking, watching)
  const { loadOlder, loadIfNear } = usePages(id, timeline, scroller, opened)
  const keepUnread = useCallback(() => setKeptUnread(true), [])
  const { acts, overlay } = useConversationActs(id, keepUnread, goTo)
  const { hovered, focused: focusedKey, last: lastKey, handlers } = useActiveRow(overlay !== undefined)
  useMessageGestures(content, id, acts)

  const toHead = useCallback(() => {
    forgetMessage()
    client.showHead(id)
    toEnd()
  }, [client, id, toEnd])
  const onSent = useCallback(() => {
    setKeptUnread(false)
    toHead()
  }, [toHead])
  useOwnSend(timeline.outgoing, onSent)

  useEffect(() => {
    client.open(id).catch(() => undefined)
  }, [client, id])

  const messageKeys = useMemo(
    () => rows.flatMap((row) => (row.kind === 'message' || row.kind === 'outgoing' ? [row.key] : [])),
    [rows],
  )
  const madeKeys = rows.slice(first, last + 1).flatMap((row) => ('lead' in row ? [row.key] : []))
  const currentKey = lastKey !== undefined && madeKeys.includes(lastKey) ? lastKey : madeKeys.at(-1)

  const markRead = useCallback(() => {
    setKeptUnread(false)
    client.markRead(id, lastPosition)
  }, [client, id, lastPosition])
  useEscape(
    useCallback(() => {
      markRead()
      toHead()
    }, [markRead, toHead]),
  )

  // The sheet of a touch screen, and what is opened from it, has no toolbar below it.
  const heldKey =
    overlay?.kind === 'menu' || (overlay?.kind === 'emoji' && overlay.anchor !== null) ? overlay.messageId : undefined

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
  // The conversation is another object with each message; whom it is with is not.
  const people = useMemo(() => ({ id, peer }), [id, peer])

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = rows.findIndex((row) => row.key === scroll.place.current.anchor?.key)
    const here = at === -1 ? currentKey : rows.slice(at).find((row) => 'lead' in row)?.key
    const next = nextRow(event, messageKeys, here)
    if (next !== undefined) {
      event.preventDefault()
      focusRow(next)
    } else actOnRow(event, acts)
  }

  /** A link into one's own conversations opens here. */
  function onClick(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !(event.target instanceof Element)) return
    const to = ownMessageLink(event.target.closest('a')?.href ?? '')
    if (to === undefined || client.conversation(to.conversationId) === undefined) return
    event.preventDefault()
    openMessage(to.conversationId, to.position)
  }

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

  const firstUnread = firstNew(timeline.messages, readPosition, me.id)
  const banner = opened && unread > 0 && firstUnread !== undefined && (unread >= manyUnread || !reached)
  /** Who has read on from the line is where it would lead. */
  const mayJump = line !== null && readPosition <= line && (above || !reached)
  return (
    <MessageActsProvider value={acts}>
      <div className="relative min-h-0 flex-1">
        {banner && (
          <UnreadBanner
            count={unread}
            since={time.moment(firstUnread.createdAt, new Date())}
            onJump={mayJump ? jump : undefined}
            onMarkRead={markRead}
          />
        )}
        <div
          ref={scroller}
          role="log"
          aria-live="off"
          tabIndex={-1}
          aria-label={text.timeline.label(conversation.name)}
          aria-busy={timeline.status === 'loading'}
          onScroll={() => {
            if (!opened) return
            scroll.onScroll()
            look()
            floatDay()
            loadIfNear()
            noteSeen()
          }}
          onKeyDown={onKeyDown}
          onClick={onClick}
          {...handlers}
          className={clsx(
            'scroll-thin h-full overflow-x-hidden overflow-y-auto overscroll-contain outline-none [overflow-anchor:none]',
            banner ? '[--float-top:2.75rem] pointer-coarse:[--float-top:3.25rem]' : '[--float-top:0px]',
            waits && 'invisible',
          )}
        >
          <div ref={content} className="flex min-h-full flex-col justify-end pt-2.5 pb-1.5">
            <TimelineStart conversation={conversation} timeline={timeline} onRetry={loadOlder} />
            <RowsInWindow
              rows={rows}
              heights={heights}
              first={first}
              last={last}
              view={(row) => (
                <TimelineRowView
                  row={row}
                  conversation={conversation}
                  people={people}
                  me={me}
                  today={today}
                  presence={dot}
                  current={row.key === currentKey}
                  active={row.key === hovered || row.key === focusedKey || row.key === heldKey}
                  menuOpen={overlay?.kind === 'menu' && row.key === overlay.messageId}
                  flash={row.key === flashing}
                  onRetry={onRetry}
                  onDiscard={onDiscard}
                />
              )}
            />
            {hasAfter && <div aria-hidden="true" className="h-16 flex-none" />}
          </div>
        </div>
        {waits && <TimelineSkeleton />}
        {opened && !atEnd && <JumpToLatest count={unread} onJump={toHead} />}
        <LiveAnnouncer
          conversation={conversation}
          messages={hasAfter ? [] : timeline.messages}
          outgoing={timeline.outgoing}
          me={client.me}
        />
        <NoticeArea />
        {overlay !== undefined && overlay.kind !== 'menu' && <MessageOverlays conversationId={id} overlay={overlay} />}
      </div>
    </MessageActsProvider>
  )
}
