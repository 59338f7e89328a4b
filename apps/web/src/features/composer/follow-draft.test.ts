import { expect, test } from 'vitest'
import { followedDraft } from './follow-draft.ts'

test('a composer that nobody writes in follows the other tab', () => {
  expect(followedDraft({ body: 'old', stored: 'new', storedBefore: 'old', focused: false })).toBe('new')
  expect(followedDraft({ body: 'sent', stored: '', storedBefore: 'sent', focused: true })).toBe('')
})

test('what is being written stays', () => {
  expect(followedDraft({ body: 'my own wor', stored: 'new', storedBefore: 'old', focused: true })).toBe('my own wor')
})
