import { expect, test } from 'vitest'
import { en } from '../messages/en.ts'
import { systemNote } from './system-note.ts'

test.each([
  [{ type: 'group_created', name: 'G', userIds: [] }, 'The group was created'],
  [{ type: 'members_added', userIds: [] }, 'People were added'],
  [{ type: 'member_removed', userId: 'u' }, 'Somebody was removed'],
  [{ type: 'member_left' }, 'Somebody left'],
])('%j is told in words', (note, words) => {
  expect(systemNote(en, JSON.stringify(note))).toBe(words)
})

test.each(['', 'no JSON', 'null', '[]', '{"type":"of the next version"}', '{"type":"toString"}'])(
  '%j is told as nothing',
  (body) => {
    expect(systemNote(en, body)).toBe('')
  },
)
