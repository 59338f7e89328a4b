import type { RanTest } from '../test/results.ts'
import type { Area, Line, TestName } from './line.ts'
import { isTestOf } from './test-titles.ts'

/** Why a line does not hold; undefined: it does. */
type Complaint = string | undefined

export interface Report {
  readonly lines: readonly string[]
  readonly exitCode: number
}

/**
 * What the checklist comes to: failures and reasons by their line, a table by area, and the count, always last and always in this form.
 * `ran` is all that was run for it; a test that is named and did not run is a failure like one that did not pass.
 */
export function report(checklist: readonly Area[], ran: readonly RanTest[]): Report {
  const areas = checklist.map(({ name, lines }) => ({
    name,
    lines: lines.map((line) => ({ line, complaint: complaintOf(line, ran) })),
  }))
  const all = areas.flatMap((area) => area.lines.map((each) => ({ ...each, area: area.name })))
  const failed = all.filter(({ complaint }) => complaint !== undefined)
  const holding = all.filter(({ complaint }) => complaint === undefined)
  const tested = holding.filter(({ line }) => 'tests' in line.proof)
  return {
    lines: [
      ...all.flatMap(({ area, line: { id, text, proof } }) =>
        'reason' in proof ? [`REASON ${area}/${id}: ${text}\n    ${proof.reason}`] : [],
      ),
      ...failed.map(({ area, line: { id, text }, complaint }) => `FAILED ${area}/${id}: ${text}\n    ${complaint}`),
      '',
      row('area', 'lines', 'by tests', 'by a reason', 'fail'),
      ...areas.map(({ name, lines }) => {
        const fail = lines.filter(({ complaint }) => complaint !== undefined).length
        const byReason = lines.filter(({ line }) => 'reason' in line.proof).length
        return row(name, lines.length, lines.length - fail - byReason, byReason, fail)
      }),
      '',
      `${holding.length} of ${all.length} lines hold: ${tested.length} by tests, ${holding.length - tested.length} by a stated reason; ${failed.length} fail`,
    ],
    exitCode: failed.length > 0 ? 1 : 0,
  }
}

function complaintOf({ proof }: Line, ran: readonly RanTest[]): Complaint {
  if ('reason' in proof) return undefined
  const complaints = proof.tests.flatMap((named) => complaintOn(named, ran) ?? [])
  return complaints.length > 0 ? complaints.join('\n    ') : undefined
}

function complaintOn({ file, name }: TestName, ran: readonly RanTest[]): Complaint {
  const found = ran.filter((test) => test.file === file && isTestOf(name, test.name))
  if (found.length === 0) return `did not run: ${file}: ${name}`
  const bad = found.find(({ status }) => status !== 'passed')
  return bad && `${bad.status}: ${file}: ${bad.name}`
}

function row(...[name, ...counts]: readonly [string, ...(string | number)[]]): string {
  return `${name.padEnd(20)}${counts.map((count) => String(count).padStart(13)).join('')}`
}
