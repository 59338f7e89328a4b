/**
 * Puts a clock into this process that can be set: `Date` as the product reads it is shifted, timers and the monotonic clock go on as
 * they are, like on a machine whose clock somebody sets.
 */
export function installClock(): (offsetMs: number) => void {
  let offsetMs = 0
  const now = () => realNow() + offsetMs
  const Real = globalThis.Date
  const realNow = Real.now
  globalThis.Date = new Proxy(Real, {
    construct: (target, parts: ConstructorParameters<DateConstructor> | [], newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key)),
    // Whoever copies the constructor's properties, as Next does, copies this clock.
    getOwnPropertyDescriptor: (target, key) => {
      const found = Reflect.getOwnPropertyDescriptor(target, key)
      return key === 'now' ? { ...found, value: now } : found
    },
  })
  return (next) => {
    offsetMs = next
  }
}
