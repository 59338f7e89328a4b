import type { Me } from '@chatsphere/contracts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChatStore } from './chat-store.ts'
import type { Device } from './device/device.ts'
import { MemoryStorage } from './device/memory-storage.ts'
import { alwaysOurs } from './device/turn.ts'
import { findKeptAccount, SnapshotKeeper } from './snapshot-keeper.ts'
import { answer, live, message, messages, summary, summaryAt } from './test-factories.ts'

let storage: MemoryStorage
let hide: () => void
beforeEach(() => {
  storage = new MemoryStorage()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function open(given: { userId?: string; server?: string } = {}) {
  const userId = given.userId ?? 'me'
  const device: Device = {
    storage,
    peers: { tell() {}, listen() {}, close() {} },
    sending: alwaysOurs,
    keeping: alwaysOurs,
    onHide(listener) {
      hide = listener
      return () => {}
    },
  }
  const store = new ChatStore(userId)
  const account = { server: given.server ?? 'https://one', me: { id: userId } as Me, realtimeUrl: 'https://one' }
  return { store, keeper: new SnapshotKeeper({ device, store, account }) }
}

/** Opens, fills by one sync, and keeps. */
async function keep(result = answer({ conversations: [summaryAt(3)], changes: [wholeChanges(3)] })) {
  const { store, keeper } = open()
  await keeper.restore()
  keeper.start()
  store.applySync(result)
  keeper.changed()
  await vi.advanceTimersByTimeAsync(1_000)
  return { store, keeper }
}
const wholeChanges = (head: number) => ({ conversationId: 'c', messages: messages(1, head), through: head, more: false })

describe('what is kept', () => {
  test('opens as it was, and the next sync goes on from there', async () => {
    const before = await keep(
      answer({ userRevision: 7, conversations: [summaryAt(3, { unread: 2 })], changes: [wholeChanges(3)] }),
    )
    const { store, keeper } = open()
    expect(await keeper.restore()).toBe(true)
    expect(store.conversations()).toEqual(before.store.conversations())
    expect(store.record('c')?.messages()).toEqual(before.store.record('c')?.messages())
    expect(store.record('c')?.range()).toMatchObject({ from: 1 })
    expect(store.syncInput()).toEqual({
      epoch: 'e',
      userRevision: 7,
      receiptsSince: new Date(0).toISOString(),
      have: [{ conversationId: 'c', revision: 3 }],
    })
    expect(await findKeptAccount(storage)).toMatchObject({ me: { id: 'me' } })
  })

  test('of a long conversation it is the newest page, with more before it', async () => {
    await keep(answer({ conversations: [summaryAt(80)], changes: [wholeChanges(80)] }))
    const { store, keeper } = open()
    await keeper.restore()
    expect(
      store
        .record('c')
        ?.messages()
        .map(({ position }) => position),
    ).toEqual(messages(31, 80).map(({ position }) => position))
    expect(store.record('c')?.range()).toMatchObject({ from: 31 })
  })

  test('live events and acknowledgements apply to it as to what it was', async () => {
    await keep()
    const { store, keeper } = open()
    await keeper.restore()
    expect(store.applyMessages(live(3, message(4)))).toBe('applied')
    expect(store.conversation('c')).toMatchObject({ lastPosition: 4, unread: 4 })
  })

  test('without messages the next sync brings a page', async () => {
    await keep(answer({ conversations: [summaryAt(3)], changes: [] }))
    const { store, keeper } = open()
    await keeper.restore()
    expect(store.record('c')?.isLoaded).toBe(false)
    expect(store.syncInput().have).toEqual([{ conversationId: 'c', revision: 0 }])
  })

  test('what was read without a connection is still to be reported', async () => {
    const before = await keep()
    before.store.readTo('c', 2)
    before.keeper.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    const { store, keeper } = open()
    await keeper.restore()
    expect(store.conversation('c')).toMatchObject({ readPosition: 2, unread: 1 })
    expect(store.record('c')?.unreportedRead).toMatchObject({ position: 2 })
  })

  test('another epoch resets it', async () => {
    await keep()
    const { store, keeper } = open()
    await keeper.restore()
    store.applySync(answer({ epoch: 'f', reset: true, conversations: [summary({ id: 'd' })] }))
    expect(store.conversations().map(({ id }) => id)).toEqual(['d'])
  })
})

describe('saving', () => {
  test('writes what has changed, and ends what is gone', async () => {
    const two = [summaryAt(1), summary({ id: 'd' })]
    const { store, keeper } = await keep(answer({ conversations: two, changes: [wholeChanges(1)] }))
    const write = vi.spyOn(storage, 'write')
    store.applyMessages(live(1, message(2)))
    keeper.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(write.mock.calls.map(([, changes]) => changes.map(({ key }) => key))).toEqual([['conversation:c', 'clock']])
    store.applySync(answer({ removed: ['d'] }))
    keeper.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    expect([...(await storage.read('snapshot')).keys()].sort()).toEqual(['account', 'clock', 'conversation:c'])
  })

  test('does not wait when the page is about to go', async () => {
    const { store } = await keep()
    store.applyMessages(live(3, message(4)))
    hide()
    await vi.advanceTimersByTimeAsync(0)
    expect((await storage.read('snapshot')).get('conversation:c')).toMatchObject({ cursor: 4 })
  })

  test('after a write that failed everything is written again', async () => {
    const { store, keeper } = await keep()
    vi.spyOn(storage, 'write').mockRejectedValueOnce(new Error('full'))
    store.applyMessages(live(3, message(4)))
    keeper.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    store.applySummary(summary({ id: 'd' }))
    keeper.changed()
    await vi.advanceTimersByTimeAsync(1_000)
    expect((await storage.read('snapshot')).get('conversation:c')).toMatchObject({ cursor: 4 })
  })
})

describe('is forgotten, with what waits to be sent,', () => {
  test.each([
    ['for another user', { userId: 'other' }],
    ['for another server', { server: 'https://two' }],
  ])('%s', async (_name, given) => {
    await keep()
    await storage.write('outbox', [{ key: 'a', value: {} }])
    const { store, keeper } = open(given)
    expect(await keeper.restore()).toBe(false)
    expect(store.conversations()).toEqual([])
    expect([...(await storage.read('snapshot')).keys()]).toEqual(['account'])
    expect((await storage.read('outbox')).size).toBe(0)
  })

  test('in another format', async () => {
    await keep()
    await storage.write('snapshot', [{ key: 'account', value: { format: 0 } }])
    const { keeper } = open()
    expect(await findKeptAccount(storage)).toBeUndefined()
    expect(await keeper.restore()).toBe(false)
    expect([...(await storage.read('snapshot')).keys()]).toEqual(['account'])
  })
})
