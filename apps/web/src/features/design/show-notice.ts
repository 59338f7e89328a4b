export interface Notice {
  text: string
}

let current: Notice | undefined
const listeners = new Set<() => void>()

function change(next: Notice | undefined): void {
  current = next
  for (const listener of listeners) listener()
}

/** Says in a few words what has happened, for some seconds; the newest replaces the one before. */
export function showNotice(text: string): void {
  change({ text })
}

export function shownNotice(): Notice | undefined {
  return current
}

export function hideNotice(): void {
  change(undefined)
}

export function onNotice(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
