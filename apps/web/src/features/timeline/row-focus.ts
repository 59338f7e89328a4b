import type { KeyboardEvent } from 'react'

const steps: Readonly<Record<string, 'previous' | 'next' | 'first' | 'last'>> = {
  ArrowUp: 'previous',
  ArrowDown: 'next',
  Home: 'first',
  End: 'last',
}

/** Arrow keys, Home and End go from message to message; the log is one stop of the Tab key. */
export function moveRowFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  const from = event.target
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  if (!(from instanceof HTMLElement) || from.tagName !== 'ARTICLE') return
  event.preventDefault()
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('article')]
  const at = all.indexOf(from)
  const to = { previous: all[at - 1], next: all[at + 1], first: all[0], last: all.at(-1) }[step]
  to?.focus()
  to?.scrollIntoView({ block: 'nearest' })
}
