import type { PresenceView } from '@chatsphere/contracts'
import { unknownPresence, type Wish } from '@chatsphere/domain'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PresenceWatchers } from './presence-watchers.ts'

/** What each viewer may see of each person, by `viewer person`; what is not there may not be seen. */
let visible: Map<string, PresenceView['status']>
let facts: Map<string, string>
let reads: Wish[][]
let fail: Error | undefined
let release: (() => void) | undefined
let told: { socketIds: string[]; userId: string; status: string }[]
let watchers: PresenceWatchers

beforeEach(() => {
  vi.useFakeTimers()
  visible = new Map()
  facts = new Map()
  reads = []
  fail = undefined
  release = undefined
  told = []
  watchers = new PresenceWatchers({
    async view(wishes) {
      reads.push([...wishes])
      if (fail) throw fail
      const seen = wishes.flatMap((wish) => {
        const status = visible.get(`${wish.viewerId} ${wish.userId}`)
        return status ? [{ ...wish, view: { ...unknownPresence(wish.userId), status } }] : []
      })
      // Read now, answered later.
      if (release) await new Promise<void>((resolve) => (release = resolve))
      return seen
    },
    listFacts: async (userIds) => userIds.map((userId) => ({ userId, text: facts.get(userId) })),
    emit: (socketIds, { userId, status }) => told.push({ socketIds: socketIds.sort(), userId, status }),
    onError: () => undefined,
  })
})
afterEach(() => {
  watchers.close()
  vi.useRealTimers()
})

const show = (viewer: string, person: string, status: PresenceView['status']) => visible.set(`${viewer} ${person}`, status)
const statuses = () => told.map(({ status }) => status)
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

test('a watch answers what may be seen, and nothing of anybody else', async () => {
  show('v', 'ada', 'online')
  const views = await watchers.watch('s', 'v', ['ada', 'stranger'])
  expect(views).toEqual([{ ...unknownPresence('ada'), status: 'online' }])
})

test('several changes at once are told as one, further ones once a second, the last one in any case', async () => {
  show('v', 'ada', 'online')
  await watchers.watch('s', 'v', ['ada'])
  for (const status of ['away', 'offline', 'dnd'] as const) {
    show('v', 'ada', status)
    watchers.noteChanged(['ada'])
  }
  await pass(100)
  expect(statuses()).toEqual(['dnd'])
  for (const status of ['away', 'online', 'offline'] as const) {
    show('v', 'ada', status)
    watchers.noteChanged(['ada'])
    await pass(200)
  }
  expect(statuses()).toEqual(['dnd'])
  await pass(400)
  expect(statuses()).toEqual(['dnd', 'offline'])
  await pass(60_000)
  expect(statuses()).toEqual(['dnd', 'offline'])
})

test('one look serves all who watch, and who see the same are told together', async () => {
  for (const viewer of ['v', 'w', 'x']) show(viewer, 'ada', 'online')
  await watchers.watch('v1', 'v', ['ada'])
  await watchers.watch('v2', 'v', ['ada'])
  await watchers.watch('w1', 'w', ['ada'])
  await watchers.watch('x1', 'x', ['ada'])
  reads.length = 0
  show('v', 'ada', 'away')
  show('w', 'ada', 'away')
  watchers.noteChanged(['ada'])
  await pass(100)
  expect(told).toEqual([{ socketIds: ['v1', 'v2', 'w1'], userId: 'ada', status: 'away' }])
  expect(reads.map((wishes) => wishes.length)).toEqual([3])
})

test('a change that does not show is told to nobody', async () => {
  show('v', 'ada', 'offline')
  await watchers.watch('s', 'v', ['ada'])
  for (let round = 0; round < 5; round++) {
    watchers.noteChanged(['ada'])
    await pass(1_000)
  }
  expect(told).toEqual([])
})

test('nothing is known of whom one may see no more: that is told once, and nothing after it', async () => {
  show('v', 'ada', 'online')
  await watchers.watch('s', 'v', ['ada'])
  visible.clear()
  for (let round = 0; round < 3; round++) {
    watchers.noteChanged(['ada'])
    await pass(1_000)
  }
  expect(statuses()).toEqual(['offline'])
})

test('who may be seen later is told then: a watched list is a wish', async () => {
  expect(await watchers.watch('s', 'v', ['ada'])).toEqual([])
  watchers.noteChanged(['ada'])
  await pass(1_000)
  expect(told).toEqual([])
  show('v', 'ada', 'dnd')
  watchers.noteChanged(['ada'])
  await pass(1_000)
  expect(statuses()).toEqual(['dnd'])
})

test('who watches others now, or is gone, hears nothing more', async () => {
  for (const person of ['ada', 'bob']) show('v', person, 'online')
  await watchers.watch('s', 'v', ['ada'])
  await watchers.watch('t', 'v', ['ada'])
  await watchers.watch('s', 'v', ['bob'])
  watchers.leave('t')
  show('v', 'ada', 'away')
  watchers.noteChanged(['ada'])
  await pass(1_000)
  expect(told).toEqual([])
})

test('what was read before a change is never told after what was read after it', async () => {
  show('v', 'ada', 'online')
  await watchers.watch('s', 'v', ['ada'])
  show('v', 'ada', 'away')
  release = () => undefined
  watchers.noteChanged(['ada'])
  await pass(100)
  const letFirstGo = release
  release = undefined
  show('v', 'ada', 'online')
  watchers.noteChanged(['ada'])
  const asked = watchers.watch('s', 'v', ['ada'])
  await pass(2_000)
  expect(reads).toHaveLength(2)
  letFirstGo()
  await pass(2_000)
  expect((await asked).map(({ status }) => status)).toEqual(['online'])
  expect(statuses()).toEqual([])
})

test('a look that fails is repeated; who asked is told', async () => {
  show('v', 'ada', 'online')
  await watchers.watch('s', 'v', ['ada'])
  fail = new Error('away')
  await expect(watchers.watch('t', 'v', ['ada'])).rejects.toThrow('away')
  show('v', 'ada', 'away')
  watchers.noteChanged(['ada'])
  await pass(3_000)
  expect(told).toEqual([])
  fail = undefined
  await pass(1_000)
  expect(statuses()).toContain('away')
})

test('a change that nobody announced is found by the next sweep, and only that is looked at', async () => {
  for (const person of ['ada', 'bob']) show('v', person, 'online')
  await watchers.watch('s', 'v', ['ada', 'bob'])
  await watchers.sweep()
  await pass(1_000)
  reads.length = 0
  show('v', 'ada', 'offline')
  facts.set('ada', 'changed')
  await watchers.sweep()
  await pass(1_000)
  expect(told).toEqual([{ socketIds: ['s'], userId: 'ada', status: 'offline' }])
  expect(reads).toEqual([[{ viewerId: 'v', userId: 'ada' }]])
})

test('after a gap of the fan-out all who are watched are looked at', async () => {
  for (const person of ['ada', 'bob']) show('v', person, 'online')
  await watchers.watch('s', 'v', ['ada', 'bob'])
  show('v', 'bob', 'away')
  watchers.noteGap()
  await pass(1_000)
  expect(told).toEqual([{ socketIds: ['s'], userId: 'bob', status: 'away' }])
})
