const counterMax = 0xfff
const startMax = 0x7ff

let lastMs = 0
let counter = 0

/**
 * A UUID of version 7: the time, a counter, and 62 random bits. Those of one page or process grow as text in the order in which they were
 * made, also within a millisecond and while the clock is set back.
 */
export function newId(now: number = Date.now()): string {
  const random = crypto.getRandomValues(new Uint16Array(5))
  if (now > lastMs) {
    lastMs = now
    counter = (random[4] ?? 0) & startMax
  } else if (counter < counterMax) {
    counter += 1
  } else {
    lastMs += 1
    counter = 0
  }
  const hex = (value: number, length: number) => value.toString(16).padStart(length, '0')
  const time = hex(lastMs, 12)
  const [one = 0, two = 0, three = 0, four = 0] = random
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${hex((one & 0x3fff) | 0x8000, 4)}-${hex(two, 4)}${hex(three, 4)}${hex(four, 4)}`
}
