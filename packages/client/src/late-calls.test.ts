import { afterEach, expect, test, vi } from 'vitest'
import { fetchRealtimeToken, lateCalls } from './late-calls.ts'

afterEach(() => vi.unstubAllGlobals())

function loaded() {
  const pins = { query: async (input: unknown) => ({ asked: input }) }
  return { chat: { pins } }
}
type Made = ReturnType<typeof loaded>

test('a call waits for what makes it, and has its input and its answer', async () => {
  const { promise, resolve } = Promise.withResolvers<Made>()
  const answer = lateCalls(() => promise).chat.pins.query({ conversationId: 'c' })
  resolve(loaded())
  await expect(answer).resolves.toEqual({ asked: { conversationId: 'c' } })
})

test('it is loaded when it is first called, and what fails to load can be loaded again', async () => {
  const load = vi.fn<() => Promise<Made>>()
  load.mockRejectedValueOnce(new Error('offline')).mockResolvedValue(loaded())
  const calls = lateCalls(load)
  expect(load).not.toHaveBeenCalled()
  await expect(calls.chat.pins.query({ conversationId: 'c' })).rejects.toThrow('offline')
  await expect(calls.chat.pins.query({ conversationId: 'd' })).resolves.toEqual({ asked: { conversationId: 'd' } })
})

test('it passes for no promise', async () => {
  const calls = lateCalls(async () => loaded())
  expect(await Promise.resolve(calls)).toBe(calls)
})

test('a token is the answer’s, and a refusal has its code', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ result: { data: { token: 't', expiresAt: 'e' } } }))
  expect(await fetchRealtimeToken('')).toEqual({ token: 't', expiresAt: 'e' })
  const error = { message: 'over', data: { appCode: 'session_revoked', httpStatus: 401 } }
  vi.stubGlobal('fetch', async () => Response.json({ error }, { status: 401 }))
  await expect(fetchRealtimeToken('')).rejects.toMatchObject({ code: 'session_revoked', message: 'over' })
})
