import type { Rule } from './evidence.ts'

const stopWithinMs = 30_000
const offlineWithinMs = 90_000

export const exits: Rule = function* (evidence) {
  for (const { process, code, signal, asked, tookMs, wasReady } of evidence.exits) {
    const how = signal === null ? `exit code ${code}` : signal
    if (asked === null && wasReady) yield { invariant: 'exits', message: `${process} ended by itself (${how})`, about: [process] }
    if (asked !== 'stop') continue
    if (code !== 0) yield { invariant: 'exits', message: `${process} was asked to end and ended with ${how}`, about: [process] }
    if ((tookMs ?? 0) > stopWithinMs) {
      yield { invariant: 'exits', message: `${process} took ${((tookMs ?? 0) / 1000).toFixed(1)} s to end`, about: [process] }
    }
  }
}

export const slowCut: Rule = function* ({ slow }) {
  if (slow.cuts >= slow.stalls) return
  yield { invariant: 'slow-cut', message: `Of ${slow.stalls} sockets that did not read ${slow.cuts} were cut`, about: [] }
}

export const presence: Rule = function* ({ ghosts, devices, database }) {
  for (const { userId, offlineMs } of ghosts) {
    if (offlineMs !== null && offlineMs <= offlineWithinMs) continue
    const late =
      offlineMs === null ? 'is still shown as online' : `was shown as offline only after ${(offlineMs / 1000).toFixed(0)} s`
    yield { invariant: 'presence', message: `${userId}, whose node was killed, ${late}`, about: [userId] }
  }
  const alive = new Set(database.connections.filter((connection) => connection.alive).map(({ userId }) => userId))
  for (const { name, userId, store } of devices) {
    if (store?.status !== 'online' || alive.has(userId)) continue
    yield { invariant: 'presence', message: `${name} is connected and ${userId} is shown as offline`, about: [name, userId] }
  }
}
