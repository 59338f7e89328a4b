import type { HistoryInput } from '@chatsphere/contracts'
import { beforeEach, expect, test } from 'vitest'
import type { Timeline } from './chat-client.ts'
import { ChatStore } from './chat-store.ts'
import { answer, me, messages, summaryAt } from './test-factories.ts'
import { Timelines } from './timelines.ts'

const head = 400
const nothing: Timeline['outgoing'] = []
let store: ChatStore
let asked: HistoryInput[]
let fails: boolean
let timelines: Timelines

const limited = (first: number, through: number) => ({
  conversationId: 'c',
  messages: messages(first, through),
  through,
  more: false,
  limited: true,
})
const shown = () => {
  const { messages: rows, hasBefore, hasAfter, status } = timelines.of('c')
  return [rows[0]?.position, rows.at(-1)?.position, hasBefore, hasAfter, status]
}

beforeEach(() => {
  store = new ChatStore(me)
  asked = []
  fails = false
  timelines = new Timelines({
    store,
    outgoing: () => nothing,
    onChanged: () => undefined,
    async fetch(input) {
      asked.push(input)
      if (fails) throw new Error('no network')
      const middle = input.around ?? (input.before !== undefined ? input.before - 25 : (input.after ?? 0) + 25)
      const first = Math.max(1, middle - 24)
      const last = Math.min(head, middle + 24)
      return { messages: messages(first, last), revision: head, hasBefore: first > 1, hasAfter: last < head }
    },
  })
  store.applySync(answer({ conversations: [summaryAt(head)], changes: [limited(351, head)] }))
})

test('what is around a position is shown until the pages after it have met the head', async () => {
  await timelines.loadAround('c', 250)
  expect(shown()).toEqual([226, 274, true, true, 'ready'])
  await timelines.loadAfter('c')
  await timelines.loadAfter('c')
  expect(shown()).toEqual([226, head, true, false, 'ready'])
  await timelines.loadAfter('c')
  expect(asked).toHaveLength(3)
})

test('a position that is loaded already needs no page, and the head is one call away', async () => {
  await timelines.loadAround('c', 250)
  timelines.showHead('c')
  expect(shown()).toEqual([351, head, true, false, 'ready'])
  await timelines.loadAround('c', 240)
  expect([asked.length, ...shown()]).toEqual([1, 226, 274, true, true, 'ready'])
})

test('a page that cannot be fetched is said to be so, and what was shown stays', async () => {
  fails = true
  await expect(timelines.loadAround('c', 250)).rejects.toMatchObject({ code: 'unavailable' })
  expect(shown()).toEqual([351, head, true, false, 'failed'])
  fails = false
  await timelines.loadBefore('c')
  expect(shown()).toEqual([302, head, true, false, 'ready'])
})

test('a range that a sync has forgotten is fetched again', async () => {
  await timelines.loadAround('c', 250)
  store.applySync(answer({ conversations: [summaryAt(900)], changes: [limited(851, 900)] }))
  expect(shown()).toEqual([851, 900, true, false, 'ready'])
  timelines.restore()
  expect(asked.at(-1)).toMatchObject({ around: 250 })
})

test('the timeline is the same object as long as nothing in it changes', () => {
  expect(timelines.of('c')).toBe(timelines.of('c'))
})
