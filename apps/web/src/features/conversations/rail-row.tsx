'use client'

import type { OutgoingMessage } from '@chatsphere/client'
import { useChatClient } from '@chatsphere/client/react'
import type { Conversation } from '@chatsphere/contracts'
import { clsx } from 'clsx'
import { Pencil } from 'lucide-react'
import { memo } from 'react'
import { useDraft } from '@/features/composer/draft-store.ts'
import { Avatar } from '@/features/design/avatar.tsx'
import { PersonName } from '@/features/design/person-name.tsx'
import { UnreadBadge } from '@/features/design/unread-badge.tsx'
import { useSnippet } from '@/features/message/use-snippet.ts'
import { useText } from '@/features/messages/use-text.ts'
import { useKnownPresence } from '@/features/shell/connection-trouble.tsx'
import { openConversation } from '@/features/shell/navigation.ts'
import { conversationPath } from '@/features/shell/views.ts'
import { useTime } from '@/features/time/use-time.ts'
import { systemNote } from '@/features/timeline/system-note.ts'
import { tickState } from '@/features/timeline/tick-state.ts'
import { Ticks } from '@/features/timeline/ticks.tsx'
import { statusText } from './presence-label.ts'

interface RailRowProps {
  conversation: Conversation
  /** What was written here last and is not stored yet. */
  unsent: OutgoingMessage | undefined
  active: boolean
  /** Midnight, so that the time's words change with the day. */
  today: number
}

/** A real link: it can be opened in a new tab, and a plain press stays in this page. */
export const RailRow = memo(function RailRow({ conversation, unsent, active, today }: RailRowProps) {
  const text = useText()
  const time = useTime()
  const { id, name, peer, emoji, unread, lastMessage } = conversation
  const { presence, dot } = useKnownPresence(peer?.id)
  const at = unsent?.createdAt ?? lastMessage?.createdAt
  return (
    <li>
      <a
        href={conversationPath(id)}
        aria-current={active ? 'page' : undefined}
        data-conversation={id}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          openConversation(id)
        }}
        className={clsx(
          'grid grid-cols-[40px_minmax(0,1fr)_auto] items-center gap-[11px] rounded-md px-2.5 py-2 focus-visible:outline-offset-0',
          'compact:grid-cols-[28px_minmax(0,1fr)_auto] compact:py-0.5',
          active
            ? 'bg-panel shadow-[var(--shadow-low),0_0_0_1px_var(--line)] [--surface:var(--panel)]'
            : 'hover:bg-ink/4 [--surface:var(--rail)]',
        )}
      >
        <Avatar id={peer?.id ?? id} name={name} colour={peer?.avatarColour} emoji={emoji} presence={dot} size="rail" />
        <span className="min-w-0">
          <span className="flex items-center gap-1.5">
            <PersonName className={clsx('text-[.90625rem] leading-5', unread > 0 ? 'font-[680]' : 'font-[550]')}>
              {name}
            </PersonName>
            {presence?.emoji && (
              <span
                role="img"
                aria-label={statusText(presence)}
                title={statusText(presence)}
                className="flex-none text-sm leading-5"
              >
                {presence.emoji}
              </span>
            )}
          </span>
          {presence !== undefined && <span className="sr-only">{text.presence[presence.status]}</span>}
          <Preview conversation={conversation} unsent={unsent} active={active} />
        </span>
        <span className="grid justify-items-end gap-[3px] self-start text-xs leading-5 text-ink-faint">
          {at !== undefined && (
            <time dateTime={at} title={time.fullTime(at)} className={clsx(unread > 0 && 'font-semibold text-accent-ink')}>
              {time.listTime(at, new Date(today))}
            </time>
          )}
          {unread > 0 && <UnreadBadge count={unread} />}
        </span>
      </a>
    </li>
  )
})

/** The draft if there is one, else the last message, sent or not; one's own with its ticks. */
function Preview({ conversation, unsent, active }: Omit<RailRowProps, 'today'>) {
  const text = useText()
  const { me } = useChatClient()
  const draft = useDraft(me.id, conversation.id)
  const { lastMessage, receipts, unread } = conversation
  const snippet = useSnippet(unsent === undefined ? (lastMessage ?? undefined) : { body: unsent.body, deletedAt: null })
  const line = clsx('flex items-center gap-1 text-sm', unread > 0 ? 'text-ink-soft' : 'text-ink-faint')

  if (draft !== '' && !active) {
    return (
      <span className={line}>
        <Pencil aria-hidden="true" size={12} className="flex-none text-danger" />
        <span className="flex-none text-danger">{text.rail.draft}</span>
        <span dir="auto" className="truncate">
          {draft}
        </span>
      </span>
    )
  }
  if (unsent !== undefined) {
    return (
      <span className={line}>
        <Ticks state={unsent.state} size={14} />
        <span dir="auto" className="truncate">
          {snippet}
        </span>
      </span>
    )
  }
  if (lastMessage === null) return <span className={line}>{text.rail.noMessages}</span>
  if (lastMessage.kind === 'system') return <span className={line}>{systemNote(text, lastMessage.body)}</span>
  const deleted = lastMessage.deletedAt !== null
  return (
    <span className={line}>
      {lastMessage.authorId === me.id && !deleted && <Ticks state={tickState(lastMessage.position, receipts)} size={14} />}
      <span dir="auto" className={clsx('truncate', deleted && 'italic')}>
        {deleted ? text.rail.deleted : snippet}
      </span>
    </span>
  )
}
