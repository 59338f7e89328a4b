import type { Me, SyncInput } from '@chatsphere/contracts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Calls } from './calls.ts'
import type { ChatClient } from './chat-client.ts'
import { createChatClient } from './create-chat-client.ts'
import { type Device, soleDevice } from './device/device.ts'
import { MemoryStorage } from './device/memory-storage.ts'
import { FakeSocket } from './fake-socket.ts'
import { ModelServer } from './model-server.ts'
import { me } from './test-factories.ts'

const world = vi.hoisted(() => ({ open: () => ({}) as unknown }))
vi.mock('socket.io-client', () => ({ io: () => world.open() }))

class NodeSocket extends FakeSocket {
  override connect() {
    super.connect()
    queueMicrotask(() => this.accept())
  }
}

let server: ModelServer
let device: Device
/** What wants to know when the page is about to go. */
let hideListeners: (() => void)[]
/** Reports that reached the server. */
let reads: unknown[]
let reachable: boolean
const clients: ChatClient[] = []

/** A page that opens on this device. */
async function openPage(): Promise<ChatClient> {
  const socket = new NodeSocket()
  socket.answer = (name, input) => {
    if (name === 'read:advance' && !reachable) throw new Error('timeout')
    if (name === 'read:advance') reads.push(input)
    return { ok: true, data: name === 'sync' ? server.sync(input as SyncInput) : {} }
  }
  world.open = () => socket
  const client = createChatClient({
    me: { id: me } as Me,
    realtimeUrl: 'http://test.invalid',
    kept: { device: Promise.resolve(device), server: 'http://test.invalid', hasNetwork: () => true },
    credentials: {
      calls: {} as Calls,
      realtimeToken: async () => ({ token: 't', expiresAt: new Date(Date.now() + 3_600_000).toISOString() }),
      signOut: async () => undefined,
    },
  })
  clients.push(client)
  client.start()
  await vi.waitFor(() => expect(client.state().connection.status).toBe('online'))
  await vi.waitFor(() => expect(client.state().ready).toBe(true))
  return client
}

beforeEach(() => {
  vi.useFakeTimers()
  reads = []
  reachable = true
  hideListeners = []
  device = {
    ...soleDevice(new MemoryStorage()),
    onHide(listener) {
      hideListeners.push(listener)
      return () => {}
    },
  }
  server = new ModelServer(me)
  server.open({ id: 'group', kind: 'group', userIds: [me, 'other'] })
  for (const author of ['other', 'other', 'other']) server.send('group', author)
})
afterEach(() => {
  for (const client of clients.splice(0)) client.stop()
  vi.useRealTimers()
})

test('what was read a moment ago is reported when the page is left', async () => {
  const client = await openPage()
  client.markRead('group', 1)
  client.markRead('group', 2)
  client.markRead('group', 3)
  for (const hide of hideListeners) hide()
  await vi.advanceTimersByTimeAsync(0)
  expect(reads.at(-1)).toMatchObject({ conversationId: 'group', position: 3 })
})

test('what was read and not reported before the page was left is reported by the next one', async () => {
  const client = await openPage()
  reachable = false
  client.markRead('group', 2)
  await vi.advanceTimersByTimeAsync(1_000)
  client.stop()
  reachable = true
  const next = await openPage()
  expect(next.state().conversations).toMatchObject([{ id: 'group', readPosition: 2 }])
  await vi.waitFor(() => expect(reads).toMatchObject([{ conversationId: 'group', position: 2 }]))
})
