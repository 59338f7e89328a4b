import type { OutgoingMessage } from '@chatsphere/client'
import type { Conversation } from '@chatsphere/contracts'
import { expect, test } from 'vitest'
import { railItems } from './rail-items.ts'

const at = (minute: number) => new Date(2026, 8, 16, 10, minute).toISOString()
const conversation = (id: string, lastAt: number | null, kind: Conversation['kind'] = 'direct') =>
  ({
    id,
    kind,
    createdAt: at(0),
    lastMessage: lastAt === null ? null : { id: `last-${id}`, createdAt: at(lastAt) },
  }) as Conversation
const outgoing = (id: string, minute: number) => ({ id, createdAt: at(minute), state: 'pending' }) as OutgoingMessage
const ids = (items: ReturnType<typeof railItems>) => items.map((item) => item.conversation.id)
const none = () => undefined
const nobody = () => false

test('an empty direct conversation is there only for who opened it', () => {
  const all = [conversation('empty', null), conversation('written', 5), conversation('group', null, 'group')]
  expect(ids(railItems(all, none, nobody))).toEqual(['written', 'group'])
  expect(ids(railItems(all, none, (id) => id === 'empty'))).toEqual(['written', 'empty', 'group'])
  expect(ids(railItems(all, (id) => (id === 'empty' ? outgoing('m', 1) : undefined), nobody))).toEqual([
    'written',
    'empty',
    'group',
  ])
})

test('what is unsent moves its conversation up', () => {
  const all = [conversation('a', 5), conversation('b', 3)]
  const items = railItems(all, (id) => (id === 'b' ? outgoing('m', 6) : undefined), nobody)
  expect(ids(items)).toEqual(['b', 'a'])
  expect(items[0]?.unsent?.id).toBe('m')
})

test('a message whose answer is there is not unsent', () => {
  expect(railItems([conversation('a', 5)], () => outgoing('last-a', 6), nobody)[0]?.unsent).toBeUndefined()
})
