import type { SystemNote } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { arParts } from '@/features/messages/ar-parts.ts'
import { enParts } from '@/features/messages/en-parts.ts'
import { noteSentence } from './note-sentence.ts'

const notes: readonly [SystemNote, string][] = [
  [{ type: 'group_created', name: 'G', userIds: ['a'] }, '{who} created the group'],
  [{ type: 'members_added', userIds: ['a', 'b'] }, '{who} added {whom}'],
  [{ type: 'member_removed', userId: 'a' }, '{who} removed {whom}'],
  [{ type: 'member_removed', userId: 'a', banned: true }, '{who} banned {whom}'],
  [{ type: 'member_left' }, '{who} left'],
  [{ type: 'member_joined' }, '{who} joined'],
  [{ type: 'role_changed', userId: 'a', role: 'moderator' }, '{who} made {whom} a moderator'],
  [{ type: 'ownership_transferred', userId: 'a' }, '{who} made {whom} the owner'],
  [{ type: 'group_updated', changed: { name: 'H' } }, '{who} named the group “{what}”'],
  [{ type: 'group_updated', changed: { topic: 'T' } }, '{who} set the topic: {what}'],
  [{ type: 'group_updated', changed: { topic: '' } }, '{who} changed the group'],
  [{ type: 'group_updated', changed: { archived: true } }, '{who} archived the group'],
  [{ type: 'group_updated', changed: { archived: false } }, '{who} opened the group again'],
  [{ type: 'group_updated', changed: { permissions: {} } }, '{who} changed who may do what'],
  [{ type: 'group_updated', changed: { slowModeSeconds: 30 } }, '{who} turned slow mode on'],
  [{ type: 'group_updated', changed: { visibility: 'public' } }, '{who} made the group public'],
  [{ type: 'group_updated', changed: { name: 'H', emoji: null } }, '{who} changed the group'],
]

test.each(notes)('%o', (note, words) => {
  expect(noteSentence(enParts.told, note)?.words).toBe(words)
})

test('each language names the same people', () => {
  for (const [note, words] of notes) {
    const places = (text: string | undefined) => text?.match(/\{\w+\}/g)?.sort()
    expect(places(noteSentence(arParts.told, note)?.words)).toEqual(places(words))
  }
})

test('a type of a later version has no sentence', () => {
  expect(noteSentence(enParts.told, JSON.parse('{"type":"later"}') as SystemNote)).toBeUndefined()
})
