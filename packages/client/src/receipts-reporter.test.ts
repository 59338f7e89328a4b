import type { ErrorCode } from '@chatsphere/contracts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChatError } from './chat-error.ts'
import { callingSocket } from './fake-socket.ts'
import { ReceiptsReporter } from './receipts-reporter.ts'

let calls: { name: string; input: unknown }[]
let answers: (() => Promise<unknown>)[]
let socket: ReturnType<typeof callingSocket>
let reporter: ReceiptsReporter

const refuse = (code: ErrorCode, more: { afterMs?: number; retryAfterMs?: number } = {}) => {
  const { promise, reject } = Promise.withResolvers<unknown>()
  const { afterMs = 0, retryAfterMs } = more
  setTimeout(() => reject(new ChatError({ code, message: '', ...(retryAfterMs !== undefined && { retryAfterMs }) })), afterMs)
  return promise
}

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  answers = []
  socket = callingSocket((name, input) => {
    calls.push({ name, input })
    return answers.shift()?.() ?? Promise.resolve({})
  })
  const store = { record: () => ({ unreportedRead: { version: 0, position: 5 } }) }
  reporter = new ReceiptsReporter({ store, socket })
})
afterEach(() => {
  reporter.stop()
  vi.useRealTimers()
})

describe('reading', () => {
  test('is reported at once, and then at most once a second', async () => {
    reporter.read('c')
    expect(calls).toEqual([{ name: 'read:advance', input: { conversationId: 'c', version: 0, position: 5 } }])
    reporter.read('c')
    reporter.read('c')
    await vi.advanceTimersByTimeAsync(999)
    expect(calls).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(calls).toHaveLength(2)
  })

  test('is reported at once when the page may go', async () => {
    reporter.read('c')
    reporter.read('c')
    reporter.flush()
    expect(calls).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls).toHaveLength(2)
  })

  test.each([0, 5_000])('a report that fails after %i ms is repeated while the socket stays connected', async (afterMs) => {
    answers.push(() => refuse('unavailable', { afterMs }))
    reporter.read('c')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls).toHaveLength(2)
  })

  test('one that is limited is repeated when the server says', async () => {
    answers.push(() => refuse('rate_limited', { retryAfterMs: 20_000 }))
    reporter.read('c')
    await vi.advanceTimersByTimeAsync(19_000)
    expect(calls).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(calls).toHaveLength(2)
  })

  test('one that is refused for good is dropped', async () => {
    answers.push(() => refuse('not_found'))
    reporter.read('c')
    await vi.advanceTimersByTimeAsync(60_000)
    reporter.resume()
    expect(calls).toHaveLength(1)
  })

  test('offline it waits for the next connect', async () => {
    socket.connected = false
    reporter.read('c')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(calls).toHaveLength(0)
    socket.connected = true
    reporter.resume()
    expect(calls).toHaveLength(1)
  })
})

describe('delivery', () => {
  const reported = () => calls.map((call) => call.input)

  test('the same position is reported once', async () => {
    reporter.delivered('c', 3)
    reporter.delivered('c', 3)
    reporter.delivered('c', 2)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(reported()).toEqual([[{ conversationId: 'c', position: 3 }]])
  })

  test('a report that was lost with the connection is repeated after the next connect, with what came since', async () => {
    answers.push(() => {
      socket.connected = false
      return refuse('unavailable')
    })
    reporter.delivered('c', 3)
    await vi.advanceTimersByTimeAsync(10_000)
    reporter.delivered('d', 1)
    socket.connected = true
    reporter.resume()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(reported().slice(1).flat()).toEqual(
      expect.arrayContaining([
        { conversationId: 'c', position: 3 },
        { conversationId: 'd', position: 1 },
      ]),
    )
    expect(reported().slice(1).flat()).toHaveLength(2)
  })

  test('no report names more conversations than one may', async () => {
    socket.connected = false
    for (let index = 0; index < 501; index++) reporter.delivered(`c${index}`, 1)
    socket.connected = true
    reporter.resume()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(reported().map((input) => (input as unknown[]).length)).toEqual([500, 1])
  })
})
