import { expect, test } from 'vitest'
import { hasMarkup } from './has-markup.ts'

test.each(['*a*', '_a_', '~~a~~', '`a`', '[a](b)', '# a', 'x\n> a', '- a', '1. a', '---', '```\na\n```', 'ada@example.org'])(
  '%s may have markup',
  (body) => {
    expect(hasMarkup(body)).toBe(true)
  },
)

test.each(['plain', 'a - b', 'see #4', '3.5 m', 'https://example.org/a?b=1#c', 'two\nlines', '5 > 4', '-5', '🌊', '12:30 (ish)'])(
  '%s has none',
  (body) => {
    expect(hasMarkup(body)).toBe(false)
  },
)
