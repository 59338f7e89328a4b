import { expect, test } from 'vitest'
import { emojiQuery, finishedShortcode } from './completing-emoji.ts'

const at = (body: string) => emojiQuery(body, body.length)

test('a colon with two letters asks for emoji', () => {
  expect(at(':wa')).toEqual({ start: 0, query: 'wa' })
  expect(at('see you :Wav')).toEqual({ start: 8, query: 'wav' })
  expect(at('line\n:+1')).toEqual({ start: 5, query: '+1' })
  expect(at('(:tad')).toEqual({ start: 1, query: 'tad' })
  expect(emojiQuery('a :wave b', 7)).toEqual({ start: 2, query: 'wave' })
})

test.each([':', ':w', ':)', 'at 10:30', 'https://example', ':wave ', 'a:wave', ':wave:'])('%j does not', (body) => {
  expect(at(body)).toBeUndefined()
})

test('the second colon ends a shortcode', () => {
  expect(finishedShortcode('a :wave:', 8)).toEqual({ start: 2, query: 'wave' })
  expect(finishedShortcode('a :wave', 7)).toBeUndefined()
  expect(finishedShortcode('10:30:', 6)).toBeUndefined()
})
