import type { ErrorCode, PresenceView } from '@chatsphere/contracts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChatError } from './chat-error.ts'
import { callingSocket } from './fake-socket.ts'
import { PresenceWatch } from './presence-watch.ts'

let calls: { name: string; input: unknown }[]
let answers: (() => Promise<unknown>)[]
let known: Map<string, PresenceView>
let socket: ReturnType<typeof callingSocket>
/** Live events that come in the same turn as the next answer, behind it. */
let behindAnswer: PresenceView[]
let changes: number
let watch: PresenceWatch

const viewOf = (userId: string, over: Partial<PresenceView> = {}): PresenceView => ({
  userId,
  status: 'online',
  lastSeenAt: null,
  emoji: null,
  text: null,
  expiresAt: null,
  ...over,
})
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()
/** Until what is told at once, and what waits for its turn, has been answered. */
const turn = () => vi.advanceTimersByTimeAsync(300)
const fail = (code: ErrorCode, retryAfterMs?: number) => () =>
  Promise.reject(new ChatError({ code, message: '', ...(retryAfterMs !== undefined && { retryAfterMs }) }))
const watchedLists = () =>
  calls.flatMap(({ name, input }) => (name === 'presence:watch' ? [(input as { userIds: string[] }).userIds] : []))
const idleFlags = () => calls.flatMap(({ name, input }) => (name === 'presence:idle' ? [(input as { idle: boolean }).idle] : []))

function connect(): void {
  socket.connected = true
  watch.resume()
}

beforeEach(() => {
  vi.useFakeTimers()
  calls = []
  answers = []
  behindAnswer = []
  changes = 0
  known = new Map(['ada', 'bob'].map((userId) => [userId, viewOf(userId)]))
  socket = callingSocket(async (name, input, onAnswer) => {
    calls.push({ name, input })
    const given = answers.shift()
    if (given) return given()
    await null
    const { userIds = [] } = input as { userIds?: string[] }
    const answer = { presence: userIds.flatMap((userId) => known.get(userId) ?? []) }
    onAnswer?.(answer)
    for (const view of behindAnswer.splice(0)) watch.receive(view)
    return answer
  })
  socket.connected = false
  watch = new PresenceWatch({ socket, onChanged: () => void changes++ })
})
afterEach(() => {
  watch.stop()
  vi.useRealTimers()
})

describe('who is on screen', () => {
  test('is asked for when there is a connection, and again at each new one', async () => {
    watch.watch(['ada'])
    expect(calls).toEqual([])
    connect()
    await turn()
    expect(watch.of('ada')).toEqual(viewOf('ada'))
    connect()
    await turn()
    expect(watchedLists()).toEqual([['ada'], ['ada']])
  })

  test('is all that is known: who no longer is, is forgotten, also if word of them is under way', async () => {
    connect()
    watch.watch(['ada'])
    await turn()
    watch.watch(['bob'])
    expect(watch.of('ada')).toBeUndefined()
    watch.receive(viewOf('ada', { status: 'dnd' }))
    await turn()
    expect([watch.of('ada'), watch.of('bob')]).toEqual([undefined, viewOf('bob')])
    watch.watch([])
    await turn()
    expect(watchedLists()).toEqual([['ada'], ['bob'], []])
    expect(watch.of('bob')).toBeUndefined()
  })

  test('of lists that follow each other while one is under way only the last is told', async () => {
    connect()
    for (const userIds of [['ada'], ['ada', 'bob'], ['bob'], ['bob', 'eve']]) watch.watch(userIds)
    await turn()
    expect(watchedLists()).toEqual([['ada'], ['bob', 'eve']])
    expect([watch.of('ada'), watch.of('bob'), watch.of('eve')]).toEqual([undefined, viewOf('bob'), undefined])
  })

  test('is told at most four times a second while somebody scrolls, and at last as it is then', async () => {
    connect()
    for (let frame = 0; frame < 60; frame++) {
      watch.watch([`u${frame}`])
      await vi.advanceTimersByTimeAsync(16)
    }
    await turn()
    expect(watchedLists().length).toBeLessThanOrEqual(5)
    expect(watchedLists().at(-1)).toEqual(['u59'])
  })

  test('beyond what the server watches is left out, as is who comes twice', async () => {
    connect()
    watch.watch(['ada', 'ada', ...Array.from({ length: 300 }, (_, index) => `u${index}`)])
    await turn()
    expect(watchedLists()[0]?.slice(0, 2)).toEqual(['ada', 'u0'])
    expect(watchedLists()[0]).toHaveLength(200)
  })

  test('what a later live event says stays, and a change is told once', async () => {
    connect()
    watch.watch(['ada'])
    await turn()
    const before = changes
    watch.receive(viewOf('ada', { status: 'away' }))
    expect([watch.of('ada')?.status, changes]).toEqual(['away', before + 1])
    expect(watch.of('ada')).toBe(watch.of('ada'))
  })

  test('is as the live event says that came right behind the answer', async () => {
    connect()
    behindAnswer = [viewOf('ada', { status: 'dnd' })]
    watch.watch(['ada'])
    await turn()
    expect(watch.of('ada')?.status).toBe('dnd')
  })

  test('is asked for again when what one may see is another, and who is not answered then is forgotten', async () => {
    watch.noteRights('a')
    connect()
    watch.watch(['ada', 'bob'])
    await turn()
    watch.noteRights('a')
    expect(watchedLists()).toHaveLength(1)
    known.delete('bob')
    watch.noteRights('b')
    await turn()
    expect(watchedLists()).toHaveLength(2)
    expect([watch.of('ada')?.status, watch.of('bob')]).toEqual(['online', undefined])
  })
})

describe('a call that fails', () => {
  test('without an outcome is repeated', async () => {
    answers = [fail('unavailable'), fail('rate_limited', 5_000)]
    connect()
    watch.watch(['ada'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(watchedLists()).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(4_999)
    expect(watchedLists()).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(watchedLists()).toHaveLength(3)
    expect(watch.of('ada')).toEqual(viewOf('ada'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(watchedLists()).toHaveLength(3)
  })

  test('for good is not, until there is another list', async () => {
    answers = [fail('invalid_input')]
    connect()
    watch.watch(['nonsense'])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(watchedLists()).toHaveLength(1)
    watch.watch(['ada'])
    await turn()
    expect(watch.of('ada')).toEqual(viewOf('ada'))
  })

  test('because the connection was lost does not hold up the next one', async () => {
    const { promise, reject } = Promise.withResolvers<unknown>()
    answers = [() => promise]
    connect()
    watch.watch(['ada'])
    await turn()
    connect()
    await turn()
    expect(watch.of('ada')).toEqual(viewOf('ada'))
    reject(new ChatError({ code: 'unavailable', message: '' }))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(watchedLists()).toHaveLength(2)
  })
})

describe('idle', () => {
  test('is told at each change, and of every new connection that it is', async () => {
    connect()
    watch.setIdle(false)
    watch.setIdle(true)
    watch.setIdle(true)
    await turn()
    connect()
    await turn()
    watch.setIdle(false)
    await turn()
    connect()
    await turn()
    expect(idleFlags()).toEqual([true, true, false])
  })

  test('as it was set without a connection is told with the first one', async () => {
    watch.setIdle(true)
    connect()
    await turn()
    expect(idleFlags()).toEqual([true])
  })

  test('that turns while a call is under way is told as it is at last', async () => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    answers = [() => promise]
    connect()
    for (const idle of [true, false, true, false]) watch.setIdle(idle)
    resolve({})
    await turn()
    expect(idleFlags()).toEqual([true, false])
  })
})

describe('emoji and text', () => {
  test('are over from the moment that the server named, without a word of it', async () => {
    known.set('ada', viewOf('ada', { status: 'dnd', emoji: '🌴', text: 'on holiday', expiresAt: inMs(60_000) }))
    connect()
    watch.watch(['ada'])
    await vi.advanceTimersByTimeAsync(0)
    const before = watch.of('ada')
    expect(before).toMatchObject({ emoji: '🌴', text: 'on holiday' })
    const changesBefore = changes
    await vi.advanceTimersByTimeAsync(59_999)
    expect([watch.of('ada'), changes]).toEqual([before, changesBefore])
    await vi.advanceTimersByTimeAsync(1)
    expect(watch.of('ada')).toEqual(viewOf('ada', { status: 'dnd' }))
    expect(watch.of('ada')).toBe(watch.of('ada'))
    expect(changes).toBe(changesBefore + 1)
  })

  test('of several people end each at its time', async () => {
    for (const [userId, ms] of [
      ['ada', 1_000],
      ['bob', 2_000],
    ] as const) {
      known.set(userId, viewOf(userId, { text: 'x', expiresAt: inMs(ms) }))
    }
    connect()
    watch.watch(['ada', 'bob'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect([watch.of('ada')?.text, watch.of('bob')?.text]).toEqual([null, 'x'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(watch.of('bob')?.text).toBeNull()
  })

  test('that last for months do not end at once: a timer holds no more than 24 days', async () => {
    known.set('ada', viewOf('ada', { text: 'on leave', expiresAt: inMs(90 * 86_400_000) }))
    connect()
    watch.watch(['ada'])
    await vi.advanceTimersByTimeAsync(1_000)
    const before = changes
    await vi.advanceTimersByTimeAsync(60_000)
    expect([watch.of('ada')?.text, changes]).toEqual(['on leave', before])
    await vi.advanceTimersByTimeAsync(91 * 86_400_000)
    expect(watch.of('ada')?.text).toBeNull()
  })
})
