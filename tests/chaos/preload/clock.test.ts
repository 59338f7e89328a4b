import { afterEach, expect, test } from 'vitest'
import { installClock } from './clock.ts'

const Real = globalThis.Date
afterEach(() => {
  globalThis.Date = Real
})

test('the present is shifted, and nothing else about Date', () => {
  const setClock = installClock()
  setClock(3_600_000)
  const shift = (ms: number) => ms - Real.now()
  expect(shift(Date.now())).toBeCloseTo(3_600_000, -2)
  expect(shift(Date.parse(new Date().toISOString()))).toBeCloseTo(3_600_000, -2)
  expect(shift(Date.parse(Date()))).toBeCloseTo(3_600_000, -4)
  expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z')
  expect(Date.UTC(2026, 0)).toBe(Real.UTC(2026, 0))
  expect(new Date(0)).toBeInstanceOf(Real)
  setClock(0)
  expect(shift(Date.now())).toBeCloseTo(0, -2)
})

test('whoever copies the properties of Date copies this clock', () => {
  installClock()(60_000)
  const copied = Object.getOwnPropertyDescriptors(Date).now.value as () => number
  expect(copied() - Real.now()).toBeCloseTo(60_000, -2)
})
