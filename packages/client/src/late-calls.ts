import type { ErrorView, RealtimeToken } from '@chatsphere/contracts'
import { ChatError } from './chat-error.ts'

/** Calls that are made once what makes them is here: `calls.chat.pins.query(…)` waits for `load`, and rejects as that does. */
export function lateCalls<Made extends object>(load: () => Promise<Made>): Made {
  const at = (path: readonly string[]): object =>
    new Proxy(() => undefined, {
      // What has a `then` would pass for a promise.
      get: (_target, name) => (typeof name === 'string' && name !== 'then' ? at([...path, name]) : undefined),
      async apply(_target, _self, given) {
        const names = [...path]
        const last = names.pop() ?? ''
        const holder = names.reduce<object>((inner, name) => Reflect.get(inner, name), await load())
        return Reflect.apply(Reflect.get(holder, last), holder, given)
      },
    })
  return at([]) as Made
}

/**
 * A token for the page's socket, by a call of its own: the connection is what a page waits for, and shall not wait for what makes all
 * other calls. Rejects with a `ChatError`.
 */
export async function fetchRealtimeToken(url: string): Promise<RealtimeToken> {
  const answer = await fetch(`${url}/api/trpc/auth.realtimeToken`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  })
  const { result, error } = (await answer.json()) as {
    result?: { data: RealtimeToken }
    error?: { message: string; data: Omit<ErrorView, 'code' | 'message'> & { appCode: ErrorView['code'] } }
  }
  if (result) return result.data
  throw new ChatError({ ...error?.data, code: error?.data.appCode ?? 'unavailable', message: error?.message ?? '' })
}
