import { expect, test } from 'vitest'
import { directConversationId } from './direct-id.ts'

const [ada, bob, eve] = [
  '0193f2e8-0000-7000-8000-000000000001',
  '0193f2e8-0000-7000-8000-000000000002',
  '0193f2e8-0000-7000-8000-000000000003',
] as const

test('both sides of a pair get the same id, another pair another one', () => {
  expect(directConversationId(ada, bob)).toBe(directConversationId(bob, ada))
  expect(directConversationId(ada, bob)).not.toBe(directConversationId(ada, eve))
})

test('it is a UUID of version 8', () => {
  expect(directConversationId(ada, bob)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
