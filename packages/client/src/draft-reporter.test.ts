import type { ErrorCode, SaveDraftInput } from '@chatsphere/contracts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ChatError } from './chat-error.ts'
import { DraftReporter } from './draft-reporter.ts'
import { summary } from './test-factories.ts'

let saves: SaveDraftInput[]
let answers: (() => Promise<{ userRevision: number }>)[]
let connected: boolean
let knownRevision: number
let reporter: DraftReporter

const later = <Result>(ms: number, result: () => Result) =>
  new Promise<Result>((resolve) => setTimeout(() => resolve(result()), ms))
const refuse = (code: ErrorCode, retryAfterMs?: number) =>
  Promise.reject(new ChatError({ code, message: '', ...(retryAfterMs !== undefined && { retryAfterMs }) }))
const written = (body: string, replyTo: string | null = null) => reporter.note('c', { body, replyTo })
const bodies = () => saves.map(({ body }) => body)

beforeEach(() => {
  vi.useFakeTimers()
  saves = []
  answers = []
  connected = true
  knownRevision = 1
  reporter = new DraftReporter({
    store: { conversation: () => summary({ userRevision: knownRevision }) },
    save(input) {
      saves.push(input)
      return answers.shift()?.() ?? Promise.resolve({ userRevision: 2 })
    },
    isConnected: () => connected,
    onChanged: () => undefined,
  })
})
afterEach(() => {
  reporter.stop()
  vi.useRealTimers()
})

test('a draft is saved once, a second after the last key', async () => {
  written('b')
  await vi.advanceTimersByTimeAsync(600)
  written('be')
  await vi.advanceTimersByTimeAsync(999)
  expect(saves).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saves).toEqual([{ conversationId: 'c', body: 'be' }])
})

test('leaving saves at once, and only what is not saved; the reply target goes along', () => {
  written('begun', 'm1')
  reporter.flush('c')
  reporter.flush('other')
  expect(saves).toEqual([{ conversationId: 'c', body: 'begun', replyTo: 'm1' }])
})

test('what is written while a save is under way follows it, the newest only', async () => {
  answers.push(() => later(5_000, () => ({ userRevision: 2 })))
  written('a')
  reporter.flush('c')
  written('ab')
  await vi.advanceTimersByTimeAsync(2_000)
  written('abc')
  reporter.flush('c')
  expect(bodies()).toEqual(['a'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(bodies()).toEqual(['a', 'abc'])
})

test('it is unsaved until the summary is of after the save', async () => {
  written('begun')
  expect(reporter.isUnsaved('c')).toBe(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(reporter.isUnsaved('c')).toBe(true)
  knownRevision = 2
  expect(reporter.isUnsaved('c')).toBe(false)
  knownRevision = 1
  expect(reporter.isUnsaved('c')).toBe(false)
})

test('without a connection it waits for the next one', async () => {
  connected = false
  written('begun')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saves).toEqual([])
  connected = true
  reporter.resume()
  expect(bodies()).toEqual(['begun'])
})

test('a save whose outcome is open is repeated, when the server says if it does', async () => {
  answers.push(
    () => refuse('unavailable'),
    () => refuse('rate_limited', 20_000),
  )
  written('begun')
  reporter.flush('c')
  await vi.advanceTimersByTimeAsync(3_000)
  expect(saves).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(19_999)
  expect(saves).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(1)
  expect(saves).toHaveLength(3)
})

test('what is refused for good is not repeated, and stays here', async () => {
  answers.push(() => refuse('not_found'))
  written('begun')
  reporter.flush('c')
  await vi.advanceTimersByTimeAsync(60_000)
  reporter.resume()
  expect(saves).toHaveLength(1)
  expect(reporter.isUnsaved('c')).toBe(false)
})
