import type { Me } from '@chatsphere/contracts'
import { expect, test, vi } from 'vitest'
import type { Calls } from './calls.ts'
import { ChatStore } from './chat-store.ts'
import { createChatClient } from './create-chat-client.ts'
import { type Device, soleDevice } from './device/device.ts'
import { MemoryStorage } from './device/memory-storage.ts'
import { SnapshotKeeper } from './snapshot-keeper.ts'
import { answer, summary, summaryAt } from './test-factories.ts'

/** A client that was never started: its socket is down. */
function offlineClient(calls: unknown, device?: Promise<Device>) {
  return createChatClient({
    me: { id: 'me' } as Me,
    ...(device && { kept: { device, server: 'http://test.invalid', hasNetwork: () => false } }),
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

test('what was kept is shown as soon as it is read, also from a storage that is slow to open', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const device = soleDevice(new MemoryStorage())
  const store = new ChatStore('me')
  const account = { server: 'http://test.invalid', me: { id: 'me' } as Me, realtimeUrl: 'http://test.invalid' }
  const keeper = new SnapshotKeeper({ device, store, account })
  await keeper.restore()
  keeper.start()
  store.applySync(answer({ conversations: [summary({ id: 'd' })] }))
  keeper.changed()
  await vi.advanceTimersByTimeAsync(1_000)
  keeper.stop()

  const { promise, resolve } = Promise.withResolvers<Device>()
  const client = offlineClient({}, promise)
  const shown: string[][] = []
  client.subscribe(() => shown.push(client.state().ready ? client.state().conversations.map(({ id }) => id) : []))
  client.start()
  await vi.advanceTimersByTimeAsync(3_000)
  resolve(device)
  vi.useRealTimers()
  await vi.waitFor(() => expect(shown.at(-1)).toEqual(['d']))
  client.stop()
})
