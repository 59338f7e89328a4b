import type { Message, SendResult } from '@chatsphere/contracts'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ChatError } from './chat-error.ts'
import type { Device } from './device/device.ts'
import { MemoryStorage } from './device/memory-storage.ts'
import type { PeerMessage } from './device/peers.ts'
import { Outbox } from './outbox.ts'
import { OutgoingMessages } from './outgoing-messages.ts'

/** Lets what was resolved take its course. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** What the server stored, in its order; by which tab each call came. */
let server: string[]
let sends: { tab: string; ids: string[] }[]
/** Calls wait for their answer while this is set. */
let answers: PromiseWithResolvers<void> | undefined
let refuse: boolean
let storage: MemoryStorage
let tabs: Set<(message: PeerMessage) => void>
/** Who waits for the turn; the first has it. */
let turns: { take: () => void; lose: () => void }[]

beforeEach(() => {
  server = []
  sends = []
  answers = undefined
  refuse = false
  storage = new MemoryStorage()
  tabs = new Set()
  turns = []
})

function openTab(tab: string) {
  const listeners = new Set<(message: PeerMessage) => void>()
  const hear = (message: PeerMessage) => {
    for (const listener of listeners) listener(message)
  }
  tabs.add(hear)
  const sending = {
    request(take: () => void, lose: () => void) {
      const turn = { take, lose }
      turns.push(turn)
      if (turns[0] === turn) take()
      return () => {
        const held = turns[0] === turn
        turns = turns.filter((other) => other !== turn)
        if (held) turns[0]?.take()
      }
    },
  }
  const device: Device = {
    storage,
    peers: {
      tell(message) {
        for (const other of tabs) if (other !== hear) other(structuredClone(message))
      },
      listen: (listener) => listeners.add(listener),
      close: () => tabs.delete(hear),
    },
    sending,
    keeping: undefined,
    onHide: () => () => {},
  }
  const sentElsewhere: string[] = []
  const messages = new OutgoingMessages({
    device: Promise.resolve(device),
    onChanged: (conversationId) => outbox.drain(conversationId),
    onSentElsewhere: ({ message }) => void sentElsewhere.push(message.id),
  })
  const outbox = new Outbox({
    messages,
    sending: Promise.resolve(sending),
    async send(_conversationId, batch) {
      const ids = batch.map(({ id }) => id)
      sends.push({ tab, ids })
      await answers?.promise
      if (refuse) throw new ChatError({ code: 'forbidden', message: 'no' })
      const results = ids.map((id): SendResult => ({ message: { id } as Message, duplicate: server.includes(id) as false }))
      server.push(...ids.filter((id) => !server.includes(id)))
      return results
    },
    onAcknowledged: () => undefined,
    setTimeout: () => undefined,
    random: () => 0,
    rankOfNow: () => 'later',
  })
  return {
    messages,
    outbox,
    sentElsewhere,
    async write(...ids: string[]) {
      for (const id of ids) outbox.add({ conversationId: 'c', id, body: id, createdAt: '' })
      await settle()
      await settle()
    },
    async connect() {
      outbox.resume()
      await settle()
      await settle()
    },
    /** Without a word: the browser ends it, and hands on its turn. */
    async close() {
      tabs.delete(hear)
      outbox.pause()
      await settle()
      await settle()
    },
    states: () => messages.of('c').map(({ id, state, kept }) => `${id} ${state}${kept ? '' : ' not kept'}`),
  }
}

describe('kept', () => {
  test('a message is in the storage before it is shown, and shown before it is sent', async () => {
    const tab = openTab('a')
    await tab.connect()
    const written = Promise.withResolvers<void>()
    const write = storage.write.bind(storage)
    vi.spyOn(storage, 'write').mockImplementationOnce(async (...change) => {
      await written.promise
      await write(...change)
    })
    await tab.write('1')
    expect([tab.states(), sends, tab.messages.unsent]).toEqual([[], [], 1])
    written.resolve()
    await settle()
    expect(server).toEqual(['1'])
  })

  test('what was not sent is there after a restart, is sent once and in order', async () => {
    const before = openTab('before')
    await before.write('1', '2', '3')
    expect(before.states()).toEqual(['1 pending', '2 pending', '3 pending'])
    await before.close()
    const after = openTab('after')
    await after.messages.load()
    expect(after.states()).toEqual(['1 pending', '2 pending', '3 pending'])
    await after.connect()
    expect(server).toEqual(['1', '2', '3'])
    expect((await storage.read('outbox')).size).toBe(0)
  })

  test('one whose answer was lost with the page is sent again with its id, and leaves', async () => {
    answers = Promise.withResolvers()
    const before = openTab('before')
    await before.connect()
    await before.write('1')
    server.push('1')
    await before.close()
    answers = undefined
    const after = openTab('after')
    await after.connect()
    expect(sends.map(({ ids }) => ids)).toEqual([['1'], ['1']])
    expect([server, after.states()]).toEqual([['1'], []])
  })

  test('a refused one keeps its text and its reason', async () => {
    refuse = true
    const before = openTab('before')
    await before.connect()
    await before.write('1')
    await before.close()
    refuse = false
    const after = openTab('after')
    await after.connect()
    expect(after.messages.of('c')).toMatchObject([{ id: '1', body: '1', state: 'failed', error: { code: 'forbidden' } }])
    after.outbox.retry('1')
    await settle()
    expect(server).toEqual(['1'])
  })

  test('a storage that fails loses nothing from the screen, and says so', async () => {
    vi.spyOn(storage, 'write').mockRejectedValue(new Error('full'))
    const tab = openTab('a')
    await tab.write('1')
    expect([tab.states(), tab.messages.notKept]).toEqual([['1 pending not kept'], 1])
    await tab.connect()
    expect([server, tab.states()]).toEqual([['1'], []])
  })

  test('a storage that hangs holds a message back for a second at most', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.spyOn(storage, 'write').mockReturnValue(new Promise(() => {}))
    const tab = openTab('a')
    await tab.write('1')
    expect(tab.states()).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(tab.states()).toEqual(['1 pending not kept'])
    vi.useRealTimers()
  })
})

describe('several tabs', () => {
  test('one sends for all: each message once, and in the order of its tab', async () => {
    const first = openTab('first')
    const second = openTab('second')
    await first.connect()
    await second.connect()
    await second.write('1', '2')
    await first.write('3')
    await second.write('4')
    expect(server).toEqual(['1', '2', '3', '4'])
    expect(new Set(sends.map(({ tab }) => tab))).toEqual(new Set(['first']))
    expect([first.states(), second.states()]).toEqual([[], []])
    expect(second.sentElsewhere).toEqual(['1', '2', '3', '4'])
  })

  test('in a conversation one send is under way over all tabs', async () => {
    answers = Promise.withResolvers()
    const first = openTab('first')
    const second = openTab('second')
    await first.connect()
    await second.connect()
    await first.write('1')
    await second.write('2')
    expect(sends).toEqual([{ tab: 'first', ids: ['1'] }])
    answers.resolve()
    await settle()
    expect(server).toEqual(['1', '2'])
  })

  test('when the one that sends closes, another sends what is left', async () => {
    answers = Promise.withResolvers()
    const first = openTab('first')
    const second = openTab('second')
    await first.connect()
    await second.connect()
    await first.write('1', '2')
    await second.write('3')
    answers = undefined
    await first.close()
    expect(server).toEqual(['1', '2', '3'])
    expect(second.states()).toEqual([])
  })

  test('what one could not store is sent too, by whoever sends', async () => {
    const first = openTab('first')
    const second = openTab('second')
    vi.spyOn(storage, 'write').mockRejectedValue(new Error('full'))
    await second.write('1')
    await first.connect()
    await settle()
    expect(server).toEqual(['1'])
    expect(second.states()).toEqual([])
  })

  test('a word that comes late brings nothing back', async () => {
    const first = openTab('first')
    await first.connect()
    await first.write('1')
    for (const tab of tabs) {
      tab({ type: 'put', message: { conversationId: 'c', id: '1', body: '1', createdAt: '', state: 'pending', rank: '1' } })
    }
    await settle()
    expect(sends).toHaveLength(1)
  })

  test('a tab that slept learns from the storage what happened', async () => {
    const first = openTab('first')
    const second = openTab('second')
    await second.write('1', '2')
    await second.messages.load()
    tabs.clear()
    await first.connect()
    expect(server).toEqual(['1', '2'])
    expect(second.states()).toEqual(['1 pending', '2 pending'])
    await second.messages.load()
    expect(second.states()).toEqual([])
  })
})
