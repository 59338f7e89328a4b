import type { ErrorCode, RealtimeToken } from '@chatsphere/contracts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChatError } from './chat-error.ts'
import { FakeSocket } from './fake-socket.ts'
import { LiveSocket } from './live-socket.ts'

const world = vi.hoisted(() => ({ open: (_url: string): unknown => undefined }))
vi.mock('socket.io-client', () => ({ io: (url: string) => world.open(url) }))

let far: FakeSocket
let tokens: ReturnType<typeof vi.fn<(refused?: string) => Promise<RealtimeToken>>>
let lifetimeMs: number
let signedOut: number
let urlNow: () => Promise<string | undefined>
let live: LiveSocket

const refusal = (code: ErrorCode) => ({ ok: false, error: { code, message: '' } })
/** Longer than any delay before the next attempt. */
const soon = () => vi.advanceTimersByTimeAsync(10_000)

async function connect() {
  live.start()
  await vi.advanceTimersByTimeAsync(0)
  far.accept()
}

beforeEach(() => {
  vi.useFakeTimers()
  far = new FakeSocket()
  world.open = () => far
  urlNow = async () => undefined
  lifetimeMs = 15 * 60_000
  signedOut = 0
  let issued = 0
  tokens = vi.fn(async () => ({ token: `t${++issued}`, expiresAt: new Date(Date.now() + lifetimeMs).toISOString() }))
  live = new LiveSocket({
    realtimeUrl: 'http://test.invalid',
    findRealtimeUrl: () => urlNow(),
    credentials: { realtimeToken: tokens },
    onConnected: () => undefined,
    onDisconnected: () => undefined,
    onSignedOut: () => void signedOut++,
  })
})
afterEach(() => {
  live.stop()
  vi.useRealTimers()
})

describe('the node', () => {
  test('that is gone is left for the one that is named by then, and its events are heard', async () => {
    const other = new FakeSocket()
    const opened: string[] = []
    world.open = (url) => {
      opened.push(url)
      return other
    }
    const heads = vi.fn()
    live.on('heads', heads)
    await connect()
    urlNow = async () => 'http://other.invalid'
    far.close()
    await soon()
    expect([opened, far.connects, other.connects]).toEqual([['http://other.invalid'], 1, 1])
    other.accept()
    expect(live.connected).toBe(true)
    other.fire('heads', {})
    expect(heads).toHaveBeenCalledOnce()
    other.close()
    await soon()
    expect([opened.length, other.connects]).toEqual([1, 2])
  })

  test('is kept while nobody can tell where to go', async () => {
    await connect()
    far.close()
    await soon()
    expect(far.connects).toBe(2)
  })

  test('is not asked for at the first connect', async () => {
    urlNow = vi.fn(async () => 'http://other.invalid')
    await connect()
    expect(urlNow).not.toHaveBeenCalled()
  })
})

describe('the token', () => {
  test('is renewed a minute before it is over, on the same connection', async () => {
    await connect()
    const renewed = vi.fn((_name: string, _input: unknown) => ({ ok: true, data: {} }))
    far.answer = renewed
    await vi.advanceTimersByTimeAsync(14 * 60_000)
    expect(renewed.mock.calls).toEqual([['session:renew', { token: 't2' }]])
    expect([far.connected, far.connects]).toEqual([true, 1])
  })

  test.each<ErrorCode>(['unauthenticated', 'invalid_token'])(
    'a renewal that is answered with %s leads to a new connection with a fresh token, not to signing out',
    async (code) => {
      await connect()
      far.answer = () => refusal(code)
      await vi.advanceTimersByTimeAsync(14 * 60_000)
      expect(far.connected).toBe(false)
      await soon()
      expect([signedOut, far.connects]).toEqual([0, 2])
      expect(tokens.mock.calls).toEqual([[undefined], [undefined], ['t2']])
    },
  )

  test('a token that is refused at the door is not presented again', async () => {
    live.start()
    await vi.advanceTimersByTimeAsync(0)
    far.refuse('unauthenticated')
    await soon()
    expect([signedOut, far.connects]).toEqual([0, 2])
    expect(tokens.mock.calls).toEqual([[undefined], ['t1']])
  })

  test('a call that is refused because the token is over renews it at once, once for all such calls', async () => {
    await connect()
    const heard: string[] = []
    far.answer = (name) => {
      heard.push(name)
      return name === 'session:renew' ? { ok: true, data: {} } : refusal('unauthenticated')
    }
    const calls = [live.call('sync', { have: [] }), live.call('sync', { have: [] })]
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'unauthenticated' })
    await vi.advanceTimersByTimeAsync(0)
    expect(heard).toEqual(['sync', 'sync', 'session:renew'])
    expect(tokens.mock.calls).toEqual([[undefined], ['t1']])
  })

  test('a clock that runs ahead of the server’s does not renew without end', async () => {
    lifetimeMs = -60 * 60_000
    await connect()
    await vi.advanceTimersByTimeAsync(10 * 60_000)
    expect(tokens.mock.calls.length).toBeLessThanOrEqual(11)
    expect(far.connected).toBe(true)
  })
})

describe('signing out', () => {
  test.each<ErrorCode>(['unauthenticated', 'session_revoked'])('no token any more, because of %s, is the end', async (code) => {
    tokens.mockRejectedValue(new ChatError({ code, message: '' }))
    live.start()
    await soon()
    expect([signedOut, tokens.mock.calls.length]).toEqual([1, 1])
  })

  test('a revoked session is the end, whichever way it is told', async () => {
    await connect()
    far.answer = () => refusal('session_revoked')
    await vi.advanceTimersByTimeAsync(14 * 60_000)
    expect([signedOut, far.connected]).toEqual([1, false])
    live.start()
    await vi.advanceTimersByTimeAsync(0)
    far.refuse('session_revoked')
    expect(signedOut).toBe(2)
    await connect()
    far.fire('session:revoked')
    expect(signedOut).toBe(3)
    await soon()
    expect(far.connects).toBe(3)
  })

  test('a server that cannot be reached is asked again', async () => {
    tokens.mockRejectedValueOnce(new ChatError({ code: 'unavailable', message: '' }))
    live.start()
    await soon()
    expect([signedOut, far.connects]).toEqual([0, 1])
  })
})

describe('going elsewhere', () => {
  test('happens when the node has said', async () => {
    await connect()
    far.fire('reconnect', { afterMs: 5_000 })
    await vi.advanceTimersByTimeAsync(4_999)
    expect(far.connected).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(far.connected).toBe(false)
  })

  test('is forgotten with the connection that was asked to', async () => {
    await connect()
    far.fire('reconnect', { afterMs: 30_000 })
    far.close()
    await soon()
    far.accept()
    await vi.advanceTimersByTimeAsync(60_000)
    expect([far.connected, far.connects]).toEqual([true, 2])
  })
})

describe('hurrying', () => {
  test('connects at once instead of waiting, also after the transport has closed', async () => {
    await connect()
    far.close()
    live.hurry()
    await vi.advanceTimersByTimeAsync(0)
    expect(far.connects).toBe(2)
    far.accept()
    await soon()
    expect(far.connects).toBe(2)
  })

  test('changes nothing while an attempt is under way, while connected, or when stopped', async () => {
    live.hurry()
    live.start()
    live.hurry()
    await vi.advanceTimersByTimeAsync(0)
    live.hurry()
    far.accept()
    live.hurry()
    live.stop()
    live.hurry()
    await soon()
    expect([far.connects, tokens.mock.calls.length]).toEqual([1, 1])
  })
})

test('an answer is handed over before the event that came right behind it', async () => {
  await connect()
  const heard: string[] = []
  live.on('resync', () => heard.push('event'))
  vi.spyOn(far, 'timeout').mockReturnValue({
    emit: (_name, _input, done) =>
      queueMicrotask(() => {
        // Both in one chunk of the connection.
        done(null, { ok: true, data: {} })
        far.fire('resync')
      }),
  })
  await live.call('presence:watch', { userIds: [] }, () => heard.push('answer'))
  expect(heard).toEqual(['answer', 'event'])
})

test('a node that lets one in and cuts at once is tried ever more rarely; after a good connection the first attempt is early again', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(1)
  await connect()
  for (const delayMs of [500, 1_000, 2_000]) {
    far.close()
    const before = far.connects
    await vi.advanceTimersByTimeAsync(delayMs - 1)
    expect(far.connects).toBe(before)
    await vi.advanceTimersByTimeAsync(1)
    expect(far.connects).toBe(before + 1)
    far.accept()
  }
  await vi.advanceTimersByTimeAsync(5_000)
  far.close()
  const before = far.connects
  await vi.advanceTimersByTimeAsync(500)
  expect(far.connects).toBe(before + 1)
  vi.mocked(Math.random).mockRestore()
})
