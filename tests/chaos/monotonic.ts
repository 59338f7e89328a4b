/** Milliseconds of the machine's own clock: the same in every process, never set back, and blind to the clocks that are shifted here. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1_000_000
}
