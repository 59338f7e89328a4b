/**
 * Puts a clock into this process that can be set: `Date` as the product reads it is shifted, timers and the monotonic clock go on as
 * they are, like on a machine whose clock somebody sets.
 */
export function installClock(): (offsetMs: number) => void {
  const Real = globalThis.Date
  let offsetMs = 0
  class SettableDate extends Real {
    constructor(...parts: ConstructorParameters<typeof Date> | []) {
      if (parts.length === 0) super(Real.now() + offsetMs)
      else super(...(parts as ConstructorParameters<typeof Date>))
    }

    static override now(): number {
      return Real.now() + offsetMs
    }
  }
  globalThis.Date = SettableDate as DateConstructor
  return (next) => {
    offsetMs = next
  }
}
