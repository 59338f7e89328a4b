import type { TimelineRow } from './timeline-rows.ts'

const dayPx = 36
const newPx = 34
const notePx = 30
const linePx = 22.5
const messagePx = 32
const leadPx = 58
const quotePx = 27
const reactionsPx = 34
const signsPerLine = 68

/** How high a row will be, more or less: good enough for the length of the scroll bar, and made good once it is there. */
export function estimatedHeight(row: TimelineRow): number {
  if (row.kind === 'day') return dayPx
  if (row.kind === 'new') return newPx
  if (row.kind === 'note') return notePx
  const { message } = row
  let lines = 0
  for (const line of message.body.split('\n')) lines += Math.max(1, Math.ceil(line.length / signsPerLine))
  const quoted = message.replyTo === null || message.replyTo === undefined ? 0 : quotePx
  const reacted = 'reactions' in message && message.reactions.length > 0 ? reactionsPx : 0
  return (row.lead ? leadPx : messagePx) + (lines - 1) * linePx + quoted + reacted
}
