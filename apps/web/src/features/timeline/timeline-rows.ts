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
  /** There are newer ones than these: what was written here comes after those. */
  hasAfter: boolean
  messages: readonly Message[]
  outgoing: readonly OutgoingMessage[]
  meId: string
  /** The message before which the "New" line stands. */
  firstNewId: string | undefined
  /** Midnight of the day of a time. */
  dayOf: (time: Date) => number
}

/** Days of messages by their object: a long conversation asks for all of them at each change. */
const knownDays = new WeakMap<object, number>()

/**
 * What the timeline shows from top to bottom. A row keeps its key while it changes, also when an outgoing message gets
 * its position, so that nothing on the screen is made anew.
 */
export function timelineRows({ messages, hasAfter, outgoing, meId, firstNewId, dayOf }: RowsInput): TimelineRow[] {
  const rows: TimelineRow[] = []
  const before = { authorId: '', at: 0, day: Number.NaN }

  function add(message: Message | OutgoingMessage, authorId: string, isFirstNew: boolean): boolean {
    const at = Date.parse(message.createdAt)
    const day = knownDays.get(message) ?? dayOf(new Date(at))
    knownDays.set(message, day)
    const newDay = before.day !== day
    if (newDay) rows.push({ kind: 'day', key: `day-${day}`, createdAt: message.createdAt })
    if (isFirstNew) rows.push({ kind: 'new', key: 'new' })
    const lead = newDay || isFirstNew || before.authorId !== authorId || at - before.at > groupPauseMs
    Object.assign(before, { authorId, at, day })
    return lead
  }

  for (const message of messages) {
    const lead = add(message, message.authorId, message.id === firstNewId)
    if (message.kind === 'system') {
      rows.push({ kind: 'note', key: message.id, message })
      // Whoever writes next begins a group.
      before.authorId = ''
    } else rows.push({ kind: 'message', key: message.id, message, lead })
  }
  const stored = new Set(messages.map((message) => message.id))
  for (const message of hasAfter ? [] : outgoing) {
    // Its answer and its broadcast may both be here before the queue has heard of it.
    if (stored.has(message.id)) continue
    const lead = add(message, meId, false)
    rows.push({ kind: 'outgoing', key: message.id, message, lead })
  }
  return uniqueDays(rows)
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
