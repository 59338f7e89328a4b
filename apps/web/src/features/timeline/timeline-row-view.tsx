'use client'

import type { Conversation, Me, PresenceStatus } from '@chatsphere/contracts'
import { late } from '@/features/design/late.tsx'
import { useText } from '@/features/messages/use-text.ts'
import { useTime } from '@/features/time/use-time.ts'
import { DayDivider, NewDivider, NoteLine } from './dividers.tsx'
import { MessageRow } from './message-row.tsx'
import { outgoingAsMessage } from './outgoing-as-message.ts'
import { systemNote } from './system-note.ts'
import { tickState } from './tick-state.ts'
import type { TimelineRow } from './timeline-rows.ts'

const ToldNote = late(() => import('./told-note.tsx').then((module) => module.ToldNote), '\u00a0')

interface TimelineRowViewProps {
  row: TimelineRow
  conversation: Conversation
  /** The part of the conversation that rows show; the same object as long as it is. */
  people: Pick<Conversation, 'id' | 'peer'>
  me: Pick<Me, 'id' | 'displayName' | 'avatarColour'>
  today: number
  presence: PresenceStatus | undefined
  current: boolean
  active: boolean
  menuOpen: boolean
  flash: boolean
  onRetry: (id: string) => void
  onDiscard: (id: string) => void
}

/** Turns a row into the properties that its view compares. */
export function TimelineRowView({ row, conversation, people, me, today, presence, ...given }: TimelineRowViewProps) {
  const text = useText()
  const time = useTime()
  if (row.kind === 'day') return <DayDivider rowKey={row.key} label={time.dayLabel(row.createdAt, new Date(today))} />
  if (row.kind === 'new') return <NewDivider rowKey={row.key} />
  if (row.kind === 'note') {
    const short = systemNote(text, row.message.body)
    return <NoteLine rowKey={row.key}>{short && <ToldNote message={row.message} short={short} />}</NoteLine>
  }
  const of = { conversation: people, me, lead: row.lead, ...given }
  if (row.kind === 'outgoing') {
    const { state, error } = row.message
    return (
      <MessageRow
        {...of}
        message={outgoingAsMessage(row.message, me.id)}
        tick={state}
        errorCode={error?.code}
        presence={undefined}
      />
    )
  }
  const own = row.message.authorId === me.id
  return (
    <MessageRow
      {...of}
      message={row.message}
      tick={own ? tickState(row.message.position, conversation.receipts) : undefined}
      errorCode={undefined}
      presence={own || !row.lead ? undefined : presence}
    />
  )
}
