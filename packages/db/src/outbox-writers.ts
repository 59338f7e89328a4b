const writers = new WeakSet<object>()

/** Notes that this transaction has written events, so that whoever commits it can tell. */
export function noteEvents(tx: object): void {
  writers.add(tx)
}

export function hasWrittenEvents(tx: object): boolean {
  return writers.has(tx)
}
