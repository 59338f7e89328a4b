import { expect, test } from 'vitest'
import { moreRecent } from './more-recent.ts'

test('what is used comes first, once, and the oldest is forgotten', () => {
  expect(moreRecent(['👍', '🎉'], '🎉')).toEqual(['🎉', '👍'])
  const many = Array.from({ length: 24 }, (_, index) => String(index))
  expect(moreRecent(many, '🌊')).toEqual(['🌊', ...many.slice(0, 23)])
})
