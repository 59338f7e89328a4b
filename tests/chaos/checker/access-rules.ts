import type { HistoryRecord, Row } from '../history.ts'
import { revisionEvents } from './event-rules.ts'
import type { DatabaseDump, Rule } from './evidence.ts'

/** How long after the commit of a removal or a revocation something may still arrive. */
const graceMs = 1_000

/** One stay of somebody in a conversation, from the revision that let them in to the one that ended it. */
interface Stay {
  readonly from: number
  readonly historyFrom: number
  readonly leftAt: number
}

/** When each revision was committed, by the database's clock. */
function commitTimes(database: DatabaseDump): Map<string, number> {
  return new Map(revisionEvents(database.outbox).map((event) => [`${event.conversationId} ${event.revision}`, event.createdAt]))
}

/** The stays in groups, read from their events; direct conversations have one that never ends. */
function staysOf(database: DatabaseDump): Map<string, Stay[]> {
  const stays = new Map<string, Stay[]>()
  const hides = new Map(database.conversations.map(({ id, history }) => [id, history === 'from_joining']))
  const events = revisionEvents(database.outbox).sort((one, other) => one.revision - other.revision)
  for (const { topic, payload, conversationId, revision, createdAt } of events) {
    if (topic === 'group.created.v1' || topic === 'members.added.v1') {
      for (const userId of payload.userIds as string[]) {
        const key = `${conversationId} ${userId}`
        const historyFrom = hides.get(conversationId) ? Number(payload.position) : 1
        stays.set(key, [...(stays.get(key) ?? []), { from: revision, historyFrom, leftAt: Number.POSITIVE_INFINITY }])
      }
    }
    if (topic === 'member.left.v1') {
      const key = `${conversationId} ${String(payload.userId)}`
      const all = stays.get(key) ?? []
      stays.set(key, [...all.slice(0, -1), ...all.slice(-1).map((stay) => ({ ...stay, leftAt: createdAt }))])
    }
  }
  return stays
}

function liveRowsOf(record: HistoryRecord): { conversationId: string; revisions: readonly number[]; rows: readonly Row[] }[] {
  if (record.type === 'live' && 'through' in record) {
    return [{ conversationId: record.conversationId, revisions: [record.through], rows: record.rows }]
  }
  if (!('rows' in record)) return []
  return record.rows.map((row) => ({ conversationId: row.conversationId, revisions: [row.revision], rows: [row] }))
}

/**
 * Judged by when the change was committed, not by when it arrived: the harness itself holds packets back. A row may reach somebody if
 * some stay of theirs shows its position and had not ended when it changed.
 */
export const maySee: Rule = function* ({ history, database, devices }) {
  const times = commitTimes(database)
  const stays = staysOf(database)
  const groups = new Set(database.conversations.filter(({ kind }) => kind !== 'direct').map(({ id }) => id))
  const userOf = new Map(devices.map(({ name, userId }) => [name, userId]))
  for (const record of history) {
    const userId = userOf.get(record.device)
    for (const { conversationId, revisions, rows } of liveRowsOf(record)) {
      if (!groups.has(conversationId)) continue
      const own = stays.get(`${conversationId} ${userId}`) ?? []
      const wasPresent = (revision: number) => (stay: Stay) =>
        (times.get(`${conversationId} ${revision}`) ?? 0) <= stay.leftAt + graceMs
      const about = [record.device, conversationId]
      const alien = revisions.find((revision) => !own.some(wasPresent(revision)))
      if (alien !== undefined) {
        yield {
          invariant: 'may-see',
          message: `${record.device} got revision ${alien} of ${conversationId} after being sent away`,
          about,
        }
      }
      const hidden = rows.find((row) => !own.some((stay) => row.position >= stay.historyFrom && wasPresent(row.revision)(stay)))
      if (hidden && alien === undefined) {
        const message = `${record.device} got ${hidden.id} at position ${hidden.position} of ${conversationId}, from before they joined`
        yield { invariant: 'may-see', message, about: [...about, hidden.id] }
      }
    }
  }
}

export const revokedSilent: Rule = function* (evidence) {
  const times = commitTimes(evidence.database)
  const sessions = new Map(evidence.database.sessions.map((session) => [session.id, session]))
  for (const device of evidence.devices) {
    const revokedAt = sessions.get(device.sessionId)?.revokedAt ?? null
    if (revokedAt === null) {
      if (device.store?.status === 'signed-out') {
        yield {
          invariant: 'revoked',
          message: `${device.name} is signed out and its session is not revoked`,
          about: [device.name],
        }
      }
      continue
    }
    const about = [device.name, device.sessionId]
    if (!evidence.revoked.includes(device.name)) {
      yield { invariant: 'revoked', message: `The session of ${device.name} was revoked and nobody asked for it`, about }
    }
    if (device.kind === 'client' && device.store?.status !== 'signed-out') {
      yield {
        invariant: 'revoked',
        message: `${device.name} does not know that its session is over (${device.store?.status})`,
        about,
      }
    }
    for (const record of evidence.history) {
      if (record.device !== device.name || record.type !== 'live') continue
      for (const { conversationId, revisions } of liveRowsOf(record)) {
        const late = revisions.find((revision) => (times.get(`${conversationId} ${revision}`) ?? 0) > revokedAt + graceMs)
        if (late === undefined) continue
        yield {
          invariant: 'revoked',
          message: `${device.name} got revision ${late} of ${conversationId} after its session was revoked`,
          about,
        }
      }
    }
  }
}
