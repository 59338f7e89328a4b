import { expect, test } from 'vitest'
import { sampleMessage } from '../timeline/sample-message.test-data.ts'
import { messageRights } from './message-rights.ts'

const all = ['post', 'react', 'pin'] as const
const granted = (rights: ReturnType<typeof messageRights>) => Object.entries(rights).flatMap(([name, has]) => (has ? [name] : []))

test('one edits and deletes one’s own, and marks others’ unread', () => {
  expect(granted(messageRights(sampleMessage({ authorId: 'me' }), 'me', all))).toEqual([
    'react',
    'reply',
    'edit',
    'pin',
    'delete',
  ])
  expect(granted(messageRights(sampleMessage({ authorId: 'ada' }), 'me', all))).toEqual(['react', 'reply', 'pin', 'markUnread'])
})

test('who moderates deletes others’', () => {
  expect(messageRights(sampleMessage({ authorId: 'ada' }), 'me', ['delete_others']).delete).toBe(true)
})

test('who may only read keeps what is theirs', () => {
  expect(granted(messageRights(sampleMessage({ authorId: 'me' }), 'me', []))).toEqual(['delete'])
})

test('there is nothing to do with what is deleted, or what the system says', () => {
  expect(granted(messageRights(sampleMessage({ deletedAt: new Date().toISOString() }), 'ada', all))).toEqual([])
  expect(granted(messageRights(sampleMessage({ kind: 'system' }), 'ada', all))).toEqual([])
})
