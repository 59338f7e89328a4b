import { invariants } from './checker/evidence.ts'
import type { RunResult } from './run.ts'

const shownMax = 8

/** What a run has shown, in lines for a terminal or a file. */
export function report(seed: number, result: RunResult, tookMs: number): string[] {
  const { evidence, violations, faults, missed } = result
  const acked = new Set<string>()
  const open = new Set<string>()
  const results = new Set<string>()
  for (const record of evidence.history) {
    if (record.type === 'answer') results.add(record.call)
    if (record.type === 'answer' && 'sent' in record) for (const { id } of record.sent ?? []) acked.add(id)
  }
  let calls = 0
  for (const record of evidence.history) {
    if (record.type !== 'call') continue
    calls += 1
    if (!results.has(record.call)) open.add(record.call)
  }
  const count = (invariant: string) => violations.filter((violation) => violation.invariant === invariant).length
  const total = Object.values(faults).reduce((sum, times) => sum + times, 0)
  const kinds = Object.entries(faults).map(([kind, times]) => `${kind} ${times}`)
  return [
    `seed ${seed}, ${(tookMs / 1000).toFixed(0)} s`,
    `${acked.size} sends acknowledged, ${calls} calls, ${open.size} of them without an answer`,
    `${total} faults: ${kinds.join(', ')}`,
    ...(missed.length > 0 ? [`not reached: ${missed.join(', ')}`] : []),
    `${count('acked-stored')} lost, ${count('one-row-per-id')} doubled, ${count('in-order') + count('positions-gapless')} reordered`,
    ...evidence.silences.map(
      ({ what, levelMs }) => `level ${levelMs === null ? 'never' : `${(levelMs / 1000).toFixed(1)} s`} after ${what}`,
    ),
    ...evidence.ghosts.map(
      ({ offlineMs }) =>
        `offline ${offlineMs === null ? 'never' : `${(offlineMs / 1000).toFixed(0)} s`} after the node of the last socket had ended`,
    ),
    ...evidence.leavers.map(
      ({ offlineMs }) =>
        `offline ${offlineMs === null ? 'never' : `${(offlineMs / 1000).toFixed(1)} s`} after the last device was closed`,
    ),
    violations.length === 0 ? `${Object.keys(invariants).length} invariants hold` : `${violations.length} violations`,
    ...violations
      .slice(0, shownMax)
      .flatMap(({ invariant, message, about }) => [
        `  ✗ ${invariant}: ${invariants[invariant]}`,
        `    ${message}`,
        ...(about.length > 0 ? [`    look for ${about.join(', ')} in the history`] : []),
      ]),
  ]
}
