import type { ErrorCode, ErrorView } from '@chatsphere/contracts'

/** Why a call did not succeed. `unavailable`: nobody knows whether it took effect; the same call with the same id may be repeated. */
export class ChatError extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string>
  readonly retryAfterMs: number | undefined

  constructor(view: ErrorView) {
    super(view.message)
    this.name = 'ChatError'
    this.code = view.code
    this.fields = view.fields ?? {}
    this.retryAfterMs = view.retryAfterMs
  }
}

/** After these nobody knows whether it took effect, or nothing is wrong with the call itself: it may be repeated as it is. */
const openOutcomes: ReadonlySet<ErrorCode> = new Set([
  'unavailable',
  'internal',
  'rate_limited',
  'unauthenticated',
  'session_revoked',
])

export function leavesOutcomeOpen(error: ChatError): boolean {
  return openOutcomes.has(error.code)
}

/** Whatever a call was rejected with, as a `ChatError`: without an answer of the server it is `unavailable`. */
export function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error
  // By its name: the class would bring the whole of what makes calls along.
  if (error instanceof Error && error.name === 'TRPCClientError' && 'data' in error) {
    const data = error.data as (Partial<ErrorView> & { appCode?: ErrorCode }) | null | undefined
    if (data?.appCode) {
      return new ChatError({
        code: data.appCode,
        message: error.message,
        ...(data.fields && { fields: data.fields }),
        ...(data.retryAfterMs !== undefined && { retryAfterMs: data.retryAfterMs }),
      })
    }
  }
  return new ChatError({ code: 'unavailable', message: 'The server cannot be reached.' })
}

/** The same call, whose rejections are `ChatError`s. */
export function settled<Result>(call: Promise<Result>): Promise<Result> {
  return call.catch((error: unknown) => Promise.reject(toChatError(error)))
}
