import { expect, test } from 'vitest'
import { enterDoes, isInCode } from './composer-keys.ts'

const enter = (enterKey: 'send' | 'newline', over: Partial<Parameters<typeof enterDoes>[0]> = {}) =>
  enterDoes(
    { key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 13, ...over },
    enterKey,
  )

test('Enter sends and Shift + Enter breaks, or the other way round', () => {
  expect(enter('send')).toBe('send')
  expect(enter('send', { shiftKey: true })).toBe('newline')
  expect(enter('newline')).toBe('newline')
  expect(enter('newline', { shiftKey: true })).toBe('send')
})

test('with Ctrl or ⌘ it sends, however it is set', () => {
  for (const setting of ['send', 'newline'] as const) {
    expect(enter(setting, { ctrlKey: true })).toBe('send')
    expect(enter(setting, { metaKey: true })).toBe('send')
  }
})

test('while an input method composes it is the method’s', () => {
  expect(enter('send', { isComposing: true })).toBeUndefined()
  expect(enter('send', { keyCode: 229 })).toBeUndefined()
  expect(enter('send', { key: 'a' })).toBeUndefined()
})

test('in an open block of code it breaks the line', () => {
  const body = 'so:\n```ts\nconst x = 1'
  expect(isInCode(body, body.length)).toBe(true)
  expect(isInCode(body, 2)).toBe(false)
  expect(isInCode(`${body}\n\`\`\``, body.length + 4)).toBe(false)
  expect(isInCode('a ``` b', 7)).toBe(false)
  expect(isInCode('behind text ```ts', 17)).toBe(true)
  expect(isInCode('run ```npm start```', 19)).toBe(false)
  const plain = { key: 'Enter', shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, isComposing: false, keyCode: 13 }
  expect(enterDoes(plain, 'send', true)).toBe('newline')
  expect(enterDoes({ ...plain, ctrlKey: true }, 'send', true)).toBe('send')
  expect(enterDoes({ ...plain, shiftKey: true }, 'newline', true)).toBe('send')
})
