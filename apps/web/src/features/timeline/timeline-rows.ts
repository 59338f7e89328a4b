import type { OutgoingMessage } from '@chatsphere/client'
import type { Message } from '@chatsphere/contracts'

/** The longest pause within one author's group. */
const groupPauseMs = 5 * 60_000

export type TimelineRow =
  | { kind: 'day'; key: string; createdAt: string }
  | { kind: 'new'; key: string }
  | { kind: 'note'; key: string; message: Message }
  | { kind: 'message'; key: string; message: Message; lead: boolean }
  | { kind: 'outgoing'; key: string; message: OutgoingMessage; lead: boolean }

interface RowsInput {
  messages: readonly Message[]
  outgoing: readonly OutgoingMessage[]
  meId: string
  /** The message before which the "New" line stands. */
  firstNewId: string | undefined
  /** Midnight of the day of a time. */
  dayOf: (time: Date) => number
}

/**
 * What the timeline shows from top to bottom. A row keeps its key while it changes, also when an outgoing message gets
 * its position, so that nothing on the screen is made anew.
 */
export function timelineRows({ messages, outgoing, meId, firstNewId, dayOf }: RowsInput): TimelineRow[] {
  const rows: TimelineRow[] = []
  let before: { authorId: string; createdAt: string } | undefined

  function add(authorId: string, createdAt: string, isFirstNew: boolean): boolean {
    const newDay = before === undefined || dayOf(new Date(before.createdAt)) !== dayOf(new Date(createdAt))
    if (newDay) rows.push({ kind: 'day', key: `day-${dayOf(new Date(createdAt))}`, createdAt })
    if (isFirstNew) rows.push({ kind: 'new', key: 'new' })
    const lead =
      newDay || isFirstNew || before?.authorId !== authorId || Date.parse(createdAt) - Date.parse(before.createdAt) > groupPauseMs
    before = { authorId, createdAt }
    return lead
  }

  for (const message of messages) {
    const lead = add(message.authorId, message.createdAt, message.id === firstNewId)
    if (message.kind === 'system') {
      rows.push({ kind: 'note', key: message.id, message })
      // Whoever writes next begins a group.
      before = { authorId: '', createdAt: message.createdAt }
    } else rows.push({ kind: 'message', key: message.id, message, lead })
  }
  const stored = new Set(messages.map((message) => message.id))
  for (const message of outgoing) {
    // Its answer and its broadcast may both be here before the queue has heard of it.
    if (stored.has(message.id)) continue
    const lead = add(meId, message.createdAt, false)
    rows.push({ kind: 'outgoing', key: message.id, message, lead })
  }
  return uniqueDays(rows)
}

/** The rows of each day, its divider first: a day is a section, within which its date floats. */
export function rowsByDay(rows: readonly TimelineRow[]): { key: string; rows: TimelineRow[] }[] {
  const days: { key: string; rows: TimelineRow[] }[] = []
  for (const row of rows) {
    if (row.kind === 'day') days.push({ key: row.key, rows: [] })
    days.at(-1)?.rows.push(row)
  }
  return days
}

/** A clock that was set back can show the same day twice; keys must differ all the same. */
function uniqueDays(rows: TimelineRow[]): TimelineRow[] {
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row.kind !== 'day') return row
    let key = row.key
    while (seen.has(key)) key += '+'
    seen.add(key)
    return key === row.key ? row : { ...row, key }
  })
}
