import { expect, test } from 'vitest'
import { codePointsLeft } from './code-points.ts'

test('the counter shows near the limit and goes below zero', () => {
  expect(codePointsLeft('', 10_000)).toBeNull()
  expect(codePointsLeft('x'.repeat(9_499), 10_000)).toBeNull()
  expect(codePointsLeft('x'.repeat(9_500), 10_000)).toBe(500)
  expect(codePointsLeft('x'.repeat(10_003), 10_000)).toBe(-3)
})

test('an emoji outside the basic plane is one', () => {
  expect(codePointsLeft('🌊'.repeat(10_000), 10_000)).toBe(0)
  expect(codePointsLeft('🌊'.repeat(6_000), 10_000)).toBeNull()
})

test('where the server allows less the counter begins earlier', () => {
  expect(codePointsLeft('x'.repeat(399), 500)).toBeNull()
  expect(codePointsLeft('x'.repeat(400), 500)).toBe(100)
  expect(codePointsLeft('x'.repeat(501), 500)).toBe(-1)
})
