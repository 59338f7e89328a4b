import type { Conversation, Me, PresenceStatus } from '@chatsphere/contracts'
import { useText } from '@/features/messages/use-text.ts'
import { useTime } from '@/features/time/use-time.ts'
import { DayDivider, NewDivider, NoteLine } from './dividers.tsx'
import { MessageRow } from './message-row.tsx'
import { systemNote } from './system-note.ts'
import { tickState } from './tick-state.ts'
import type { TimelineRow } from './timeline-rows.ts'

interface TimelineRowViewProps {
  row: TimelineRow
  conversation: Conversation
  me: Me
  today: number
  presence: PresenceStatus | undefined
  current: boolean
  onRetry: (id: string) => void
  onDiscard: (id: string) => void
}

/** Turns a row into the plain properties that its view compares. */
export function TimelineRowView({ row, conversation, me, today, presence, current, onRetry, onDiscard }: TimelineRowViewProps) {
  const text = useText()
  const time = useTime()
  if (row.kind === 'day') return <DayDivider rowKey={row.key} label={time.dayLabel(row.createdAt, new Date(today))} />
  if (row.kind === 'new') return <NewDivider rowKey={row.key} />
  if (row.kind === 'note') return <NoteLine rowKey={row.key} note={systemNote(text, row.message.body)} />
  const { message } = row
  const of = { rowKey: row.key, lead: row.lead, createdAt: message.createdAt, body: message.body, current, onRetry, onDiscard }

  if (row.kind === 'outgoing') {
    const failed = row.message.state === 'failed'
    return (
      <MessageRow
        {...of}
        authorId={me.id}
        authorName={me.displayName}
        deleted={false}
        edited={false}
        tick={failed ? 'failed' : 'pending'}
        errorCode={failed ? row.message.error?.code : undefined}
        presence={undefined}
      />
    )
  }
  const own = row.message.authorId === me.id
  const deleted = row.message.deletedAt !== null
  return (
    <MessageRow
      {...of}
      authorId={row.message.authorId}
      authorName={own ? me.displayName : (conversation.peer?.displayName ?? text.timeline.someone)}
      deleted={deleted}
      edited={row.message.editedAt !== null}
      tick={own && !deleted ? tickState(row.message.position, conversation.receipts) : undefined}
      errorCode={undefined}
      presence={own || !row.lead ? undefined : presence}
    />
  )
}
