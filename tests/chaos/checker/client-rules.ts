import type { Row } from '../history.ts'
import type { Rule } from './evidence.ts'

/** The promise to the user: 30 s after the last heal. */
const levelWithinMs = 30_000

export const level: Rule = function* ({ silences }) {
  for (const { what, levelMs, behind } of silences) {
    if (levelMs !== null && levelMs <= levelWithinMs) continue
    const late =
      levelMs === null
        ? `not within the time that was waited: ${behind.join('; ')}`
        : `only after ${(levelMs / 1000).toFixed(1)} s`
    yield { invariant: 'level', message: `After ${what} the clients were level ${late}`, about: [] }
  }
}

/** Positions may be missing at the beginning alone. */
export const wholeRange: Rule = function* ({ devices }) {
  for (const { name, store } of devices) {
    for (const { id, rows } of store?.conversations ?? []) {
      const hole = rows.findIndex((row, index) => index > 0 && row.position !== (rows[index - 1]?.position ?? 0) + 1)
      if (hole < 0) continue
      const message = `${name} shows position ${rows[hole]?.position} of ${id} right after ${rows[hole - 1]?.position}`
      yield { invariant: 'whole-range', message, about: [name, id] }
    }
  }
}

export const unread: Rule = function* ({ database, cold, devices }) {
  const rows = Map.groupBy(database.messages, (row) => row.conversationId)
  for (const { conversationId, userId, left, historyFrom, readPosition } of database.participants) {
    if (left) continue
    const count = (rows.get(conversationId) ?? []).filter(
      (row) =>
        row.position > readPosition &&
        row.position >= historyFrom &&
        row.authorId !== userId &&
        row.kind === 'user' &&
        !row.deleted,
    ).length
    const expected = Math.min(count, 100)
    const told = cold[userId]?.serverUnread[conversationId]
    if (told !== undefined && told !== expected) {
      const message = `A summary tells ${userId} of ${told} unread in ${conversationId}, the rows give ${expected}`
      yield { invariant: 'unread', message, about: [conversationId, userId] }
    }
    const shown = [
      { who: 'a fresh client', view: cold[userId]?.store },
      ...devices.flatMap((device) =>
        device.userId === userId && device.store ? [{ who: device.name, view: device.store }] : [],
      ),
    ]
    for (const { who, view } of shown) {
      const conversation = view?.conversations.find(({ id }) => id === conversationId)
      if (!view || view.status === 'signed-out' || conversation?.unread === expected) continue
      const message = `${who} of ${userId} shows ${conversation?.unread ?? 'no'} unread in ${conversationId}, the rows give ${expected}`
      yield { invariant: 'unread', message, about: [conversationId, userId] }
    }
  }
}

/** Everything that anybody was ever shown of a message, live, by sync, as an answer or as a page, and at the end. */
export const noContradiction: Rule = function* ({ history, devices, cold }) {
  const byRevision = new Map<string, { row: Row; who: string }>()
  const byId = new Map<string, { row: Row; who: string }>()
  const shown: { row: Row; who: string }[] = [
    ...history.flatMap((record) => ('rows' in record ? record.rows.map((row) => ({ row, who: record.device })) : [])),
    ...devices.flatMap(({ name, store }) =>
      (store?.conversations ?? []).flatMap(({ rows }) => rows.map((row) => ({ row, who: name }))),
    ),
    ...Object.values(cold).flatMap(({ histories }) =>
      Object.values(histories).flatMap((rows) => rows.map((row) => ({ row, who: 'a page' }))),
    ),
  ]
  for (const { row, who } of shown) {
    const key = `${row.conversationId} ${row.revision}`
    const same = byRevision.get(key)
    const about = [row.conversationId, row.id]
    if (same && (same.row.id !== row.id || same.row.digest !== row.digest)) {
      const message = `${who} was shown ${row.id} at revision ${row.revision}, and ${same.who} ${same.row.id === row.id ? 'the same with other content' : same.row.id}`
      yield { invariant: 'no-contradiction', message, about }
    }
    const known = byId.get(row.id)
    if (known && known.row.position !== row.position) {
      const message = `${row.id} was at position ${known.row.position} for ${known.who} and at ${row.position} for ${who}`
      yield { invariant: 'no-contradiction', message, about }
    }
    if (!same) byRevision.set(key, { row, who })
    if (!known) byId.set(row.id, { row, who })
  }
}

/** A conversation that one comes back to begins anew. */
export const noGoingBack: Rule = function* ({ history }) {
  const last = new Map<string, { revision: number; lastPosition: number; readVersion: number; userRevision: number }>()
  for (const record of history) {
    if (record.type !== 'view') continue
    const key = `${record.device} ${record.conversationId}`
    const before = last.get(key)
    for (const what of ['revision', 'lastPosition', 'readVersion', 'userRevision'] as const) {
      if (!before || record[what] >= before[what]) continue
      const message = `${record.device} showed ${what} ${before[what]} of ${record.conversationId}, and then ${record[what]}`
      yield { invariant: 'no-going-back', message, about: [record.device, record.conversationId] }
    }
    last.set(key, record)
  }
}

export const heardOnce: Rule = function* ({ history }) {
  const last = new Map<string, number>()
  for (const record of history) {
    if (record.type !== 'heard') continue
    const key = `${record.device} ${record.conversationId}`
    const before = last.get(key) ?? 0
    if (record.position <= before) {
      const message = `${record.device} was told of position ${record.position} of ${record.conversationId} after ${before}`
      yield { invariant: 'heard-once', message, about: [record.device, record.id] }
    }
    last.set(key, Math.max(before, record.position))
  }
}
