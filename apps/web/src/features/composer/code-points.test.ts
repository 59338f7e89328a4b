import { bodyCodePointsMax } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { codePointsLeft, messageCodePointsMax } from './code-points.ts'

test('the limit is the contract’s', () => {
  expect(messageCodePointsMax).toBe(bodyCodePointsMax)
})

test('the counter shows near the limit and goes below zero', () => {
  expect(codePointsLeft('')).toBeNull()
  expect(codePointsLeft('x'.repeat(9_499))).toBeNull()
  expect(codePointsLeft('x'.repeat(9_500))).toBe(500)
  expect(codePointsLeft('x'.repeat(10_003))).toBe(-3)
})

test('an emoji outside the basic plane is one', () => {
  expect(codePointsLeft('🌊'.repeat(10_000))).toBe(0)
  expect(codePointsLeft('🌊'.repeat(6_000))).toBeNull()
})
