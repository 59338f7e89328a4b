import { expect, test } from 'vitest'
import { tickState } from './tick-state.ts'

const receipt = (deliveredPosition: number, readPosition: number) => ({ userId: 'u', deliveredPosition, readPosition })

test('a message is sent, then delivered, then read', () => {
  expect(tickState(5, [receipt(4, 4)])).toBe('sent')
  expect(tickState(5, [receipt(5, 4)])).toBe('delivered')
  expect(tickState(5, [receipt(5, 5)])).toBe('read')
})

test('what was read counts as delivered although that receipt is late', () => {
  expect(tickState(5, [receipt(0, 9)])).toBe('read')
  expect(tickState(5, [receipt(0, 9), receipt(5, 0)])).toBe('delivered')
})

test('with several members the slowest decides', () => {
  expect(tickState(5, [receipt(9, 9), receipt(3, 3)])).toBe('sent')
})

test('without receipts it is sent', () => {
  expect(tickState(5, [])).toBe('sent')
})
