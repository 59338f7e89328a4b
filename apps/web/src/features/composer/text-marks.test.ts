import { describe, expect, test } from 'vitest'
import { hasMark, type Mark, toggleMark } from './text-marks.ts'

/** Written with the selection between bars. */
const parse = (text: string) => {
  const [before = '', selected = '', after = ''] = text.split('|')
  return { body: before + selected + after, start: before.length, end: before.length + selected.length }
}
const toggled = (text: string, mark: Mark) => {
  const { body, start, end } = toggleMark(parse(text), mark)
  return `${body.slice(0, start)}|${body.slice(start, end)}|${body.slice(end)}`
}

describe('a mark', () => {
  test.each([
    ['a |b| c', 'bold', 'a **|b|** c'],
    ['a |b| c', 'italic', 'a _|b|_ c'],
    ['a |b| c', 'code', 'a `|b|` c'],
    ['a || c', 'bold', 'a **||** c'],
    ['a | b | c', 'bold', 'a  **|b|**  c'],
  ] as const)('%s, %s: %s', (before, mark, after) => {
    expect(toggled(before, mark)).toBe(after)
  })

  test.each(['a |b| c', 'a || c', '|word|'])('put twice around %s is as before', (text) => {
    for (const mark of ['bold', 'italic', 'code'] as const) expect(toggled(toggled(text, mark), mark)).toBe(text)
  })

  test('is taken away when it is selected too', () => {
    expect(toggled('a |**b**| c', 'bold')).toBe('a |b| c')
  })

  test('is there when it stands around the selection', () => {
    expect(hasMark(parse('a **|b|** c'), 'bold')).toBe(true)
    expect(hasMark(parse('a |b| c'), 'bold')).toBe(false)
    expect(hasMark(parse('|b|** c'), 'bold')).toBe(false)
  })
})

test('lines of code become a block', () => {
  expect(toggled('see |a\nb| end', 'code')).toBe('see \n```\n|a\nb|\n```\n end')
  expect(toggled('|a\nb\n|', 'code')).toBe('```\n|a\nb\n|```')
})
