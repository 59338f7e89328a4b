import type { SentResult } from '../history.ts'
import type { Evidence, Rule, StoredRow, Violation } from './evidence.ts'

/** Answers that say for good that nothing was stored. */
const outcomesOpen = new Set(['unavailable', 'internal', 'rate_limited', 'unauthenticated', 'session_revoked'])

interface Acked extends SentResult {
  device: string
}

function acksOf({ history }: Evidence): Acked[] {
  return history.flatMap((record) =>
    record.type === 'answer' && 'sent' in record ? (record.sent ?? []).map((sent) => ({ ...sent, device: record.device })) : [],
  )
}

function rowsById({ database }: Evidence): Map<string, StoredRow[]> {
  return Map.groupBy(database.messages, (row) => row.id)
}

export const ackedStored: Rule = function* (evidence) {
  const stored = rowsById(evidence)
  const bodies = new Map(
    evidence.history.flatMap((record) => (record.type === 'send' ? [[record.id, record.body] as const] : [])),
  )
  for (const { id, position, device } of acksOf(evidence)) {
    const row = stored.get(id)?.[0]
    const about = [id, device]
    if (!row)
      yield {
        invariant: 'acked-stored',
        message: `${id} was acknowledged to ${device} at position ${position} and is lost`,
        about,
      }
    else if (!stored.get(id)?.some((each) => each.position === position)) {
      yield {
        invariant: 'acked-stored',
        message: `${id} was acknowledged at position ${position} and is stored at ${row.position}`,
        about,
      }
    } else if (row.version === 1 && !row.deleted && bodies.has(id) && bodies.get(id) !== row.body) {
      yield { invariant: 'acked-stored', message: `${id} is stored with another body than was written`, about }
    }
  }
}

export const oneRowPerId: Rule = function* (evidence) {
  for (const [id, rows] of rowsById(evidence)) {
    if (rows.length === 1) continue
    const positions = rows.map((row) => row.position).join(', ')
    yield { invariant: 'one-row-per-id', message: `${id} has ${rows.length} rows, at the positions ${positions}`, about: [id] }
  }
}

export const positionsGapless: Rule = function* ({ database }) {
  const rows = Map.groupBy(database.messages, (row) => row.conversationId)
  for (const { id, lastPosition } of database.conversations) {
    const positions = (rows.get(id) ?? []).map((row) => row.position).sort((one, other) => one - other)
    const wrong = positions.findIndex((position, index) => position !== index + 1)
    if (wrong >= 0) {
      yield {
        invariant: 'positions-gapless',
        message: `${id}: where ${wrong + 1} should be there is ${positions[wrong]}`,
        about: [id],
      }
    } else if (positions.length !== lastPosition) {
      yield {
        invariant: 'positions-gapless',
        message: `${id} ends at ${positions.length}, its head says ${lastPosition}`,
        about: [id],
      }
    }
  }
}

export const revisionsUnique: Rule = function* ({ database }) {
  const rows = Map.groupBy(database.messages, (row) => row.conversationId)
  for (const { id, revision } of database.conversations) {
    const seen = new Map<number, string>()
    for (const row of rows.get(id) ?? []) {
      const other = seen.get(row.revision)
      const about = [id, row.id]
      if (other !== undefined) {
        yield {
          invariant: 'revisions-unique',
          message: `${id}: ${other} and ${row.id} both have revision ${row.revision}`,
          about,
        }
      }
      if (row.revision > revision) {
        yield {
          invariant: 'revisions-unique',
          message: `${id}: ${row.id} has revision ${row.revision}, the head ${revision}`,
          about,
        }
      }
      seen.set(row.revision, row.id)
    }
  }
}

export const refusedNotStored: Rule = function* (evidence) {
  const stored = rowsById(evidence)
  for (const record of evidence.history) {
    if (record.type !== 'refused' || !stored.has(record.id) || outcomesOpen.has(record.code)) continue
    const message = `${record.id} was refused to ${record.device} (${record.code}) and is stored`
    yield { invariant: 'refused-not-stored', message, about: [record.id] }
  }
}

/** The device tells the order; a message that was refused has no place in it. */
export const inOrder: Rule = function* (evidence) {
  const stored = rowsById(evidence)
  const last = new Map<string, { id: string; position: number }>()
  for (const record of evidence.history) {
    if (record.type !== 'send') continue
    const row = stored.get(record.id)?.[0]
    if (!row) continue
    const key = `${record.device} ${record.conversationId}`
    const before = last.get(key)
    if (before && before.position > row.position) {
      const message = `${record.device} wrote ${before.id} (position ${before.position}) before ${record.id} (position ${row.position})`
      yield { invariant: 'in-order', message, about: [before.id, record.id] }
    }
    last.set(key, { id: record.id, position: row.position })
  }
}

export const answered: Rule = function* (evidence) {
  const settled = new Set(acksOf(evidence).map(({ id }) => id))
  for (const record of evidence.history) if (record.type === 'refused') settled.add(record.id)
  const ended = new Set(evidence.revoked)
  const left = new Map<string, string[]>()
  for (const record of evidence.history) {
    if (record.type !== 'send' || settled.has(record.id) || ended.has(record.device)) continue
    left.set(record.device, [...(left.get(record.device) ?? []), record.id])
  }
  for (const [device, ids] of left) {
    yield {
      invariant: 'answered',
      message: `${ids.length} messages of ${device} have no outcome, the first is ${ids[0]}`,
      about: ids.slice(0, 3),
    }
  }
}

export const oneFirst: Rule = function* (evidence) {
  const first = Map.groupBy(
    acksOf(evidence).filter(({ duplicate }) => !duplicate),
    ({ id }) => id,
  )
  for (const [id, acks] of first) {
    if (acks.length > 1) yield { invariant: 'one-first', message: `${acks.length} answers say that ${id} was new`, about: [id] }
  }
}

export const noDefect: Rule = function* ({ history }) {
  const defects = new Map<string, Violation & { count: number }>()
  for (const record of history) {
    if (record.type !== 'answer' || !('error' in record) || record.error !== 'internal') continue
    const count = (defects.get(record.name)?.count ?? 0) + 1
    const message = `${record.name} was answered ${count} times as an internal error`
    defects.set(record.name, { invariant: 'no-defect', message, about: [record.call], count })
  }
  for (const { count: _count, ...violation } of defects.values()) yield violation
}
