import { expect, test } from 'vitest'
import { expiryOf } from './status-expiry.ts'

const wednesday = new Date(2026, 10, 25, 15, 30)
const sunday = new Date(2026, 10, 29, 23, 59)

test.each([
  ['never', wednesday, undefined],
  ['hour', wednesday, new Date(2026, 10, 25, 16, 30)],
  ['hours', wednesday, new Date(2026, 10, 25, 19, 30)],
  ['today', wednesday, new Date(2026, 10, 26)],
  ['week', wednesday, new Date(2026, 10, 30)],
  ['week', sunday, new Date(2026, 10, 30)],
] as const)('%s, from %s', (choice, now, end) => {
  expect(expiryOf(choice, now)).toBe(end?.toISOString())
})
