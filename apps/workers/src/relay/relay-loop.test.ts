import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RelayLoop } from './relay-loop.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})
const settle = () => vi.advanceTimersByTimeAsync(0)

/** Each run of the relay ends when `end` or `fail` is called. */
function start() {
  let runs = 0
  let current = Promise.withResolvers<void>()
  const errors: unknown[] = []
  const loop = new RelayLoop(
    () => {
      runs += 1
      current = Promise.withResolvers<void>()
      return current.promise
    },
    (error) => errors.push(error),
  )
  return {
    loop,
    errors,
    runs: () => runs,
    async end() {
      current.resolve()
      await settle()
    },
    async fail() {
      current.reject(new Error('away'))
      await settle()
    },
  }
}

test('it relays at its start, when it is woken, and five seconds after its last time', async () => {
  const { loop, runs, end } = start()
  await end()
  expect(runs()).toBe(1)
  loop.wake()
  await settle()
  expect(runs()).toBe(2)
  await end()
  await vi.advanceTimersByTimeAsync(4_999)
  expect(runs()).toBe(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(runs()).toBe(3)
})

test('woken while it works it works once more', async () => {
  const { loop, runs, end } = start()
  loop.wake()
  loop.wake()
  expect(runs()).toBe(1)
  await end()
  expect(runs()).toBe(2)
  await end()
  expect(runs()).toBe(2)
})

test('after a failure it rests a second, whoever wakes it', async () => {
  const { loop, runs, fail, errors } = start()
  await fail()
  expect(errors).toEqual([new Error('away')])
  loop.wake()
  await vi.advanceTimersByTimeAsync(999)
  expect(runs()).toBe(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(runs()).toBe(2)
})

test('a stop waits for what is under way, and nothing comes after it', async () => {
  const { loop, runs, end } = start()
  let isStopped = false
  const stopped = loop.stop().then(() => {
    isStopped = true
  })
  loop.wake()
  await settle()
  expect(isStopped).toBe(false)
  await end()
  await stopped
  await vi.advanceTimersByTimeAsync(5_000)
  expect(runs()).toBe(1)
})
