import { idleAfterMs } from '@chatsphere/contracts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { IdleDetector } from './idle-detector.ts'

let touch: () => void
let watching: number
let told: boolean[]
let detector: IdleDetector

beforeEach(() => {
  vi.useFakeTimers()
  watching = 0
  told = []
  detector = new IdleDetector({
    watchActivity(onTouched) {
      touch = onTouched
      watching += 1
      return () => {
        watching -= 1
      }
    },
    onIdle: (idle) => told.push(idle),
  })
  detector.start()
})
afterEach(() => {
  detector.stop()
  vi.useRealTimers()
})

test('nobody for five minutes is idle, told once', () => {
  vi.advanceTimersByTime(idleAfterMs - 1)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([true])
  vi.advanceTimersByTime(10 * idleAfterMs)
  expect(told).toEqual([true])
})

test('each touch begins the five minutes anew, and takes one timer', () => {
  for (let minute = 0; minute < 20; minute++) {
    vi.advanceTimersByTime(60_000)
    for (let move = 0; move < 100; move++) touch()
  }
  expect([told, vi.getTimerCount()]).toEqual([[], 1])
  vi.advanceTimersByTime(idleAfterMs - 1)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([true])
})

test('the first touch after it is told at once, and it can be idle again', () => {
  vi.advanceTimersByTime(idleAfterMs)
  touch()
  touch()
  expect(told).toEqual([true, false])
  vi.advanceTimersByTime(idleAfterMs)
  expect(told).toEqual([true, false, true])
})

test('a device that slept is idle when it wakes, before anybody touches it', () => {
  vi.advanceTimersByTime(60_000)
  touch()
  // The timer of the first five minutes is due an hour late.
  vi.setSystemTime(Date.now() + 3_600_000)
  vi.advanceTimersByTime(idleAfterMs - 60_000)
  expect(told).toEqual([true])
})

test('a clock that is set back by an hour delays it by no more than five minutes', () => {
  vi.advanceTimersByTime(60_000)
  touch()
  vi.setSystemTime(Date.now() - 3_600_000)
  vi.advanceTimersByTime(idleAfterMs - 60_000)
  expect(told).toEqual([])
  touch()
  vi.advanceTimersByTime(2 * idleAfterMs)
  expect(told).toEqual([true])
})

test('stopped it watches nothing and says nothing; starting counts as a touch', () => {
  vi.advanceTimersByTime(idleAfterMs)
  detector.stop()
  expect([watching, vi.getTimerCount()]).toEqual([0, 0])
  detector.start()
  detector.start()
  expect([watching, told]).toEqual([1, [true, false]])
})
