import type { PresenceView } from '@chatsphere/contracts'
import type { HistoryRecord } from '../history.ts'
import type { Evidence, Rule } from './evidence.ts'
import { isBlocked, isUnknown, presenceDifferences, shares, textOf } from './presence-truth.ts'

const offlineWithinMs = 90_000
const leftWithinMs = 10_000
const levelWithinMs = 90_000
/** What the harness holds back arrives so much later at most. */
const heldMs = 25_000
/** A call without an answer may still take effect within this time. */
const openMs = 30_000

const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`

export const presence: Rule = function* ({ ghosts, leavers, devices, database }) {
  const ends = [
    ...ghosts.map((ghost) => ({ ...ghost, how: 'whose node was killed', withinMs: offlineWithinMs })),
    ...leavers.map((leaver) => ({ ...leaver, how: 'who closed the last device', withinMs: leftWithinMs })),
  ]
  for (const { userId, offlineMs, how, withinMs } of ends) {
    if (offlineMs !== null && offlineMs <= withinMs) continue
    const late = offlineMs === null ? 'is still shown as online' : `was shown as offline only after ${seconds(offlineMs)}`
    yield { invariant: 'presence', message: `${userId}, ${how}, ${late}`, about: [userId] }
  }
  const alive = new Set(database.connections.filter((connection) => connection.alive).map(({ userId }) => userId))
  for (const { name, userId, store } of devices) {
    if (store?.status !== 'online' || alive.has(userId)) continue
    yield { invariant: 'presence', message: `${name} is connected and ${userId} is shown as offline`, about: [name, userId] }
  }
}

export const presenceLevel: Rule = function* ({ presence: moments }) {
  for (const moment of moments) {
    const { what, levelMs } = moment
    for (const { device, userId, shown, truth } of presenceDifferences(moment)) {
      const message = `After ${what} ${device} shows of ${userId}: ${textOf(shown)}, and it is: ${textOf(truth)}`
      yield { invariant: 'presence-level', message, about: [device, userId] }
    }
    if (levelMs === null || levelMs <= levelWithinMs) continue
    yield { invariant: 'presence-level', message: `After ${what} it was so only after ${seconds(levelMs)}`, about: [] }
  }
}

export const presencePrivate: Rule = function* (evidence) {
  const facts = evidence.presence[0]?.facts
  if (!facts) return
  const userOf = new Map(evidence.devices.map(({ name, userId }) => [name, userId]))
  const isInvisible = invisibleTimes(evidence)
  for (const record of evidence.history) {
    if (record.type !== 'presence') continue
    const { view, device, at } = record
    const viewerId = userOf.get(device) ?? ''
    const leak = whatLeaks(view)
    function* report(why: string) {
      const message = `${device} was told of ${view.userId}: ${textOf(view)}, ${why}`
      yield { invariant: 'presence-private' as const, message, about: [device, view.userId] }
    }
    if (!shares(facts, viewerId, view.userId, true)) yield* report('with whom it never shared a conversation')
    else if (isBlocked(facts, viewerId, view.userId) && !isUnknown(view)) yield* report('and one has blocked the other')
    else if (evidence.invisible.includes(view.userId) && (leak || view.lastSeenAt !== null))
      yield* report('who was never visible')
    else if (leak && isInvisible(view.userId, at)) yield* report('who was invisible')
    if (view.lastSeenAt !== null && [viewerId, view.userId].some((id) => facts.hiders.includes(id))) {
      yield* report('and one of them hides when they were here')
    }
  }
}

function whatLeaks({ status, emoji, text, expiresAt }: PresenceView): boolean {
  return status !== 'offline' || emoji !== null || text !== null || expiresAt !== null
}

/** When somebody was invisible beyond doubt, and nothing of before can still be on its way. */
function invisibleTimes({ history, devices }: Evidence): (userId: string, at: number) => boolean {
  const userOf = new Map(devices.map(({ name, userId }) => [name, userId]))
  const answers = new Map(history.flatMap((record) => (record.type === 'answer' ? [[record.call, record] as const] : [])))
  const calls = history.flatMap((record) => {
    if (record.type !== 'call' || record.name !== 'setStatus') return []
    const answer = answers.get(record.call)
    return [{ userId: userOf.get(record.device), from: record.at, through: endOf(record, answer), record, answer }]
  })
  const times = calls.flatMap(({ userId, from, through, record, answer }) => {
    const { status, expiresAt } = record.input as { status: string; expiresAt?: string }
    if (status !== 'invisible' || expiresAt !== undefined || !answer || 'error' in answer) return []
    const others = calls.filter((other) => other.userId === userId && other.record !== record)
    // Two at once: nobody knows which was the last.
    if (others.some((other) => other.from <= through && other.through >= from)) return []
    const next = others.filter((other) => other.from > through).map((other) => other.from)
    return [{ userId, from: through + heldMs, to: Math.min(...next, Number.POSITIVE_INFINITY) }]
  })
  return (userId, at) => times.some((time) => time.userId === userId && at > time.from && at < time.to)
}

function endOf(call: HistoryRecord, answer: HistoryRecord | undefined): number {
  const isOpen = !answer || ('error' in answer && answer.error !== 'invalid_input')
  return isOpen ? call.at + openMs : answer.at
}
