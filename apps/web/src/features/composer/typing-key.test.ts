import { expect, test } from 'vitest'
import { isTypingKey } from './typing-key.ts'

const press = (key: string, modifiers: Partial<Parameters<typeof isTypingKey>[0]> = {}) =>
  isTypingKey({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    getModifierState: () => false,
    ...modifiers,
  })

test('signs, dead keys and paste are typing', () => {
  for (const key of ['a', 'Ä', '7', '😀', 'Dead']) expect(press(key)).toBe(true)
  expect(press('v', { ctrlKey: true })).toBe(true)
  expect(press('V', { metaKey: true })).toBe(true)
  expect(press('@', { ctrlKey: true, altKey: true, getModifierState: (name) => name === 'AltGraph' })).toBe(true)
})

test('shortcuts, moves and the space bar are not', () => {
  for (const key of ['Enter', 'Escape', 'ArrowUp', 'F6', 'Tab', 'Shift', ' ']) expect(press(key)).toBe(false)
  expect(press('c', { ctrlKey: true })).toBe(false)
  expect(press('k', { metaKey: true })).toBe(false)
  expect(press('a', { altKey: true })).toBe(false)
  expect(press('a', { isComposing: true })).toBe(false)
})
