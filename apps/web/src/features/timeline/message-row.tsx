'use client'

import type { Conversation, ErrorCode, Me, Message, PresenceStatus } from '@chatsphere/contracts'
import { Pin, Reply } from 'lucide-react'
import { memo } from 'react'
import { late } from '@/features/design/late.tsx'
import { loadFailedNote, loadMessageToolbar } from '@/features/message/load-message-parts.ts'
import { useMessageActs } from '@/features/message/message-acts.ts'
import { useNamed } from '@/features/message/people-names.ts'
import { Quote } from '@/features/message/quote.tsx'
import { Reactions } from '@/features/message/reactions.tsx'
import { useWithPending } from '@/features/message/use-pending-message.ts'
import { useSnippet } from '@/features/message/use-snippet.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useTime } from '@/features/time/use-time.ts'
import { AuthorFace } from './author-face.tsx'
import { MessageBody } from './message-body.tsx'
import { RowFrame } from './row-frame.tsx'
import type { TickState } from './tick-state.ts'

const MessageToolbar = late(loadMessageToolbar)
const FailedNote = late(loadFailedNote)

export interface MessageRowProps {
  message: Message
  conversation: Pick<Conversation, 'id' | 'peer'>
  me: Pick<Me, 'id' | 'displayName' | 'avatarColour'>
  /** The first of its author's group: has the face and the name. */
  lead: boolean
  /** Of own messages only. */
  tick: TickState | undefined
  /** Why it was refused, if it was and the server said. */
  errorCode: ErrorCode | undefined
  presence: PresenceStatus | undefined
  /** The one message that the Tab key stops at. */
  current: boolean
  /** The pointer or the focus is on it. */
  active: boolean
  menuOpen: boolean
  /** Somebody has just gone to it. */
  flash: boolean
  onRetry: (id: string) => void
  onDiscard: (id: string) => void
}

/** One message, one stop: it reads "Ada, 10:32, text, 2 reactions". Renders again only if something of it changed. */
export const MessageRow = memo(function MessageRow(row: MessageRowProps) {
  const text = useText()
  const time = useTime()
  const acts = useMessageActs()
  const { conversation, me, lead, current, active, menuOpen, flash } = row
  const { message, waits: editing } = useWithPending(row.message)
  const { id, authorId, createdAt, reactions, replyTo } = message
  const deleted = message.deletedAt !== null
  const edited = !deleted && message.editedAt !== null
  const pinned = message.pinnedAt !== null
  const { name: authorName, colour } = useNamed(authorId, conversation)
  const tick = deleted ? undefined : editing ? 'pending' : row.tick
  const stored = tick !== 'failed' && row.tick !== 'pending'
  const count = reactions.reduce((sum, reaction) => sum + reaction.count, 0)
  const snippet = useSnippet(message)
  const spoken = text.timeline.message({
    author: authorName,
    clock: time.clock(createdAt),
    body: snippet,
    edited,
    pinned,
    reactions: count,
    state: tick === undefined ? null : text.ticks[tick],
  })
  return (
    <RowFrame
      rowKey={id}
      label={spoken}
      current={current}
      flash={flash}
      lead={lead ? <AuthorFace id={authorId} name={authorName} colour={colour} presence={row.presence} /> : undefined}
      authorName={lead ? authorName : undefined}
      createdAt={createdAt}
      tick={tick}
      raised={active}
      below={
        reactions.length > 0 ? (
          <Reactions
            messageId={id}
            reactions={reactions}
            meId={me.id}
            peerName={conversation.peer?.displayName}
            reachable={current}
            mayReact={acts.rights(message).react}
          />
        ) : undefined
      }
    >
      {pinned && (
        <p className="flex items-center gap-1 text-2xs font-medium text-ink-faint">
          <Pin aria-hidden="true" size={11} strokeWidth={2} />
          {text.message.pinned}
        </p>
      )}
      {!deleted && replyTo !== null && <Quote conversation={conversation} messageId={replyTo} reachable={current} />}
      {deleted ? (
        <p className="text-ink-faint italic">{text.timeline.deleted}</p>
      ) : (
        <MessageBody
          body={message.body}
          waits={tick === 'pending' || tick === 'failed'}
          reachable={current}
          end={
            edited ? (
              <button
                type="button"
                aria-label={text.message.showHistory}
                aria-haspopup="dialog"
                tabIndex={current ? 0 : -1}
                onClick={() => acts.open({ kind: 'history', messageId: id })}
                className="relative ms-1.5 rounded-[3px] text-2xs text-ink-faint hover:text-ink hover:underline pointer-coarse:after:absolute pointer-coarse:after:-inset-x-2 pointer-coarse:after:-inset-y-3.5"
              >
                {text.timeline.edited}
              </button>
            ) : undefined
          }
        />
      )}
      {tick === 'failed' && (
        <FailedNote messageId={id} errorCode={row.errorCode} onRetry={row.onRetry} onDiscard={row.onDiscard} />
      )}
      {active && stored && !deleted && <MessageToolbar message={message} menuOpen={menuOpen} />}
      <span aria-hidden="true" className="swipe-sign absolute start-[-2.75rem] top-1/2 -translate-y-1/2 text-accent-ink">
        <Reply size={20} className="rtl:-scale-x-100" />
      </span>
    </RowFrame>
  )
})
