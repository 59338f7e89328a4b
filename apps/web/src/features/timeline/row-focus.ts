import type { KeyboardEvent } from 'react'

type Step = 'previous' | 'next' | 'first' | 'last'

const steps: Readonly<Record<string, Step>> = {
  ArrowUp: 'previous',
  ArrowDown: 'next',
  Home: 'first',
  End: 'last',
}

/**
 * The row that a key goes to: arrow keys, Home and End go from message to message; the log is one stop of the Tab key. From the log
 * itself they begin at `here`. Undefined: the key is not for that.
 */
export function nextRow(
  event: KeyboardEvent<HTMLElement>,
  keys: readonly string[],
  here: string | undefined,
): string | undefined {
  const step = steps[event.key]
  const { target } = event
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || !(target instanceof HTMLElement)) return undefined
  if (target === event.currentTarget) return here
  if (target.tagName !== 'ARTICLE') return undefined
  const at = keys.indexOf(target.dataset.row ?? '')
  const to = { previous: Math.max(at - 1, 0), next: Math.min(at + 1, keys.length - 1), first: 0, last: keys.length - 1 }[step]
  return keys[to]
}
