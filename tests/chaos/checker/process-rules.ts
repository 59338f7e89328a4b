import type { Rule } from './evidence.ts'

const stopWithinMs = 30_000

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
