import type { ZodType } from 'zod'

/** A number from 0 up to 1, the same sequence for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

const junk: readonly Json[] = [
  null,
  true,
  -1,
  0.5,
  2 ** 53,
  1e308,
  '',
  ' \n\t ',
  'x',
  '\0',
  'a\ud800b',
  '../../etc/passwd',
  "'; DROP TABLE message; --",
  '00000000-0000-0000-0000-00000000000g',
  'x'.repeat(20_001),
  [],
  [[[[[]]]]],
  {},
  { $ne: null },
  { toString: 'x' },
]

/**
 * Something that is not a valid input: the valid one with a field replaced, left out, added, or repeated, somewhere in it.
 * What by chance is valid all the same, by the schema itself, is thrown again.
 */
export function malformedInput(schema: ZodType, valid: unknown, random: () => number): unknown {
  for (;;) {
    const broken = breakOnce(structuredClone(valid ?? null) as Json, random)
    if (!schema.safeParse(broken).success) return broken
  }
}

function breakOnce(value: Json, random: () => number): Json {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  if (typeof value !== 'object' || value === null || random() < 0.1) return structuredClone(pick(junk))
  if (Array.isArray(value)) return breakArray(value, random)
  const keys = Object.keys(value)
  const how = random()
  if (keys.length === 0 || how < 0.2) return { ...value, [pick(['extra', '__proto__x', 'constructor', 'role'])]: pick(junk) }
  const key = pick(keys)
  if (how < 0.4) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  return { ...value, [key]: breakOnce(value[key] ?? null, random) }
}

function breakArray(items: Json[], random: () => number): Json {
  if (items.length === 0 || random() < 0.3) return Array.from({ length: 600 }, () => items[0] ?? null)
  const index = Math.floor(random() * items.length)
  return items.map((item, at) => (at === index ? breakOnce(item, random) : item))
}
