import type { FanoutFrame } from './fanout.ts'

/** During a rolling upgrade a newer process may send what this one does not know. */
export function isFanoutFrame(letter: { kind: string } | null): letter is FanoutFrame {
  return letter !== null && ['emit', 'end-session', 'heads', 'presence'].includes(letter.kind)
}
