import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ChatError } from './chat-error.ts'
import { ChatStore } from './chat-store.ts'
import { callingSocket } from './fake-socket.ts'
import { Syncer } from './syncer.ts'
import { answer, me } from './test-factories.ts'

let calls: number
let answers: (() => Promise<unknown>)[]
let syncer: Syncer

beforeEach(() => {
  vi.useFakeTimers()
  calls = 0
  answers = []
  const socket = callingSocket(() => {
    calls++
    return answers.shift()?.() ?? Promise.resolve(answer())
  })
  syncer = new Syncer({ store: new ChatStore(me), socket, onApplied: () => undefined })
})
afterEach(() => {
  syncer.stop()
  vi.useRealTimers()
})

test('of several reasons to sync soon, one that still holds is enough', async () => {
  syncer.requestAfterHold(() => false)
  syncer.requestAfterHold(() => true)
  await vi.advanceTimersByTimeAsync(250)
  expect(calls).toBe(1)
})

test('when no reason holds any more there is no sync, and the next reason is waited for anew', async () => {
  syncer.requestAfterHold(() => false)
  await vi.advanceTimersByTimeAsync(250)
  expect(calls).toBe(0)
  syncer.requestAfterHold(() => true)
  await vi.advanceTimersByTimeAsync(250)
  expect(calls).toBe(1)
})

test('a sync that fails while connected is repeated, and only then is the request settled', async () => {
  answers.push(() => Promise.reject(new ChatError({ code: 'unavailable', message: '' })))
  let settled = false
  void syncer.request().then(() => {
    settled = true
  })
  expect([calls, settled]).toEqual([1, false])
  await vi.advanceTimersByTimeAsync(1_000)
  expect([calls, settled]).toEqual([2, true])
})

test('the repetitions of a failing sync become rarer, up to 30 s, and one that is limited waits as long as the server says', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1)
  const fails = (retryAfterMs?: number) => () =>
    Promise.reject(new ChatError({ code: 'rate_limited', message: '', ...(retryAfterMs !== undefined && { retryAfterMs }) }))
  answers.push(...Array.from({ length: 7 }, () => fails()), fails(70_000))
  void syncer.request()
  for (const [index, delayMs] of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 70_000].entries()) {
    await vi.advanceTimersByTimeAsync(delayMs - 1)
    expect(calls).toBe(index + 1)
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(calls).toBe(9)
  vi.mocked(Math.random).mockRestore()
})

test('stopped, it repeats nothing', async () => {
  answers.push(() => Promise.reject(new ChatError({ code: 'unavailable', message: '' })))
  void syncer.request()
  await vi.advanceTimersByTimeAsync(0)
  syncer.stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(calls).toBe(1)
})
