import { maySee, revokedSilent } from './access-rules.ts'
import { heardOnce, level, noContradiction, noGoingBack, unread, wholeRange } from './client-rules.ts'
import { handledOnce, oneEvent, published } from './event-rules.ts'
import type { Evidence, Rule, Violation } from './evidence.ts'
import { presence, presenceLevel, presencePrivate } from './presence-rules.ts'
import { exits, slowCut } from './process-rules.ts'
import {
  ackedStored,
  answered,
  inOrder,
  noDefect,
  oneFirst,
  oneRowPerId,
  positionsGapless,
  refusedNotStored,
  revisionsUnique,
} from './storage-rules.ts'

const rules: readonly Rule[] = [
  ackedStored,
  oneRowPerId,
  positionsGapless,
  revisionsUnique,
  refusedNotStored,
  inOrder,
  answered,
  oneFirst,
  noDefect,
  level,
  wholeRange,
  unread,
  oneEvent,
  published,
  handledOnce,
  noContradiction,
  noGoingBack,
  heardOnce,
  maySee,
  revokedSilent,
  presence,
  presenceLevel,
  presencePrivate,
  slowCut,
  exits,
]

/** Everything that the evidence contradicts. Pure: the same evidence is judged the same, today and from a file. */
export function check(evidence: Evidence): Violation[] {
  return rules.flatMap((rule) => [...rule(evidence)])
}
