import type { Me } from '@chatsphere/contracts'
import { expect, test, vi } from 'vitest'
import type { Calls } from './calls.ts'
import { createChatClient } from './create-chat-client.ts'
import { summary, summaryAt } from './test-factories.ts'

/** A client that was never started: its socket is down. */
function offlineClient(calls: unknown) {
  return createChatClient({
    me: { id: 'me' } as Me,
    realtimeUrl: 'http://test.invalid',
    credentials: {
      calls: calls as Calls,
      realtimeToken: () => Promise.reject(new Error('not asked for')),
      signOut: () => Promise.resolve(),
    },
  })
}

test.each([
  ['a new conversation is ready', summary({ id: 'd' }), 'ready'],
  ['the messages of an old one are still to come', summaryAt(3, { id: 'd' }), 'loading'],
])('opening a direct conversation does not wait for the live connection: %s', async (_name, opened, status) => {
  const client = offlineClient({ chat: { openDirect: { mutate: async () => opened } } })
  const heard = vi.fn()
  client.subscribe(heard)
  expect(await client.openDirect('other')).toMatchObject({ id: 'd' })
  expect(client.state().conversations.map(({ id }) => id)).toEqual(['d'])
  expect(client.timeline('d').status).toBe(status)
  expect(heard).toHaveBeenCalled()
})
